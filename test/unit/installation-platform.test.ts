import assert from "node:assert/strict";
import { test } from "node:test";
import type * as docker from "@pulumi/docker";
import { imageInputs } from "../../components/python-image/flow/image-declaration";
import type { Site } from "../../components/python-image/flow/site";

/** Build arguments of an image for arm64. */
function buildArguments(installationPlatform: string | undefined, digest: string, reference: string) {
    const inputs = { buildArguments: {}, bases: {}, installationPlatform };
    const site = { inputs, staged: { path: "/context" }, platform: "linux/arm64", registry: {} } as unknown as Site;
    const { build } = imageInputs(site, { BUILDER_IMAGE: { name: "python", digest, reference } });
    return (build as docker.types.input.DockerBuild).args;
}

test("the environment is filled on the image's platform where the engine alone has the builder's base, which is for that", () => {
    const local = { BUILDER_IMAGE: "python", INSTALLATION_PLATFORM: "linux/arm64" };
    assert.deepEqual(buildArguments("INSTALLATION_PLATFORM", "sha256:0a", "python"), local);
});

test("elsewhere the build is told of no platform", () => {
    const pushed = "python@sha256:0a";
    assert.deepEqual(buildArguments("INSTALLATION_PLATFORM", "sha256:0a", pushed), { BUILDER_IMAGE: pushed });
    assert.deepEqual(buildArguments("INSTALLATION_PLATFORM", "", "python"), { BUILDER_IMAGE: "python" });
    assert.deepEqual(buildArguments(undefined, "sha256:0a", "python"), { BUILDER_IMAGE: "python" });
});
