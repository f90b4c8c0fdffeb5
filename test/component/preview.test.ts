import assert from "node:assert/strict";
import { test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "../../components";
import { imageInputs, runUnderMocks } from "../support/program";
import { unknown } from "../support/registrations";

/** An output of a resource that does not exist yet. */
class Repository extends pulumi.CustomResource {
    declare readonly url: pulumi.Output<string>;

    constructor(name: string) {
        super("test:index:Repository", name, { url: undefined });
    }
}

test("a first preview shows every child of a repository that does not exist yet", async (t) => {
    const program = () => {
        const repository = new Repository("team");
        const { ref, digest, taggedRef, size, packages, dockerfile, contentHash, generation } = new PythonImage("api", {
            repository: repository.url,
            packages: ["six"],
        });
        const compressed = size.compressedBytes;
        return { ref, digest, taggedRef, size, packages, dockerfile, contentHash, generation, compressed };
    };
    const run = await runUnderMocks(t, program, { preview: true });
    assert.deepEqual(run.resources.map(({ type, name }) => `${type} ${name}`).sort(), [
        "docker:index/image:Image api",
        "python-image:index:PythonImage api",
        "test:index:Repository team",
    ]);
    assert.equal((imageInputs(run) as { imageName: unknown }).imageName, unknown);
    assert.equal(run.resources.find(({ type }) => type.startsWith("docker:"))?.replacementTrigger, 0);
    const known = Object.keys(run.outputs).filter((name) => run.outputs[name]?.known);
    assert.deepEqual(known, ["dockerfile", "contentHash", "generation"]);
    assert.match(String(run.outputs.dockerfile?.value), /^# Written by pulumi-python-image\. /);
    assert.match(String(run.outputs.contentHash?.value), /^[0-9a-f]{64}$/);
    assert.deepEqual(
        Object.values(run.outputs).filter(({ secret }) => secret),
        [],
    );
});

test("a preview of something to build knows the tag, and not the digest", async (t) => {
    const program = () => {
        const { ref, digest, taggedRef, size, packages, generation } = new PythonImage("api", {
            repository: "127.0.0.1:5000/team/api",
            packages: ["six"],
        });
        return { ref, digest, taggedRef, size, packages, generation };
    };
    const { outputs } = await runUnderMocks(t, program, { preview: true });
    assert.deepEqual(
        Object.keys(outputs).filter((name) => outputs[name]?.known),
        ["taggedRef", "generation"],
    );
    assert.match(String(outputs.taggedRef?.value), /^127\.0\.0\.1:5000\/team\/api:py-[0-9a-f]{12}$/);
});

test("values that a preview does not know stay unknown, each by itself", async (t) => {
    const program = () => {
        const { url } = new Repository("base");
        const { contentHash, taggedRef, dockerfile } = new PythonImage("api", {
            repository: "127.0.0.1:5000/team/api",
            packages: ["six"],
            runtimeImage: url,
            registry: { server: "127.0.0.1:5000", username: "ci", password: url },
        });
        return { contentHash, taggedRef, dockerfile };
    };
    const run = await runUnderMocks(t, program, { preview: true });
    const inputs = imageInputs(run) as { build: { args: object }; registry: object; imageName: unknown };
    assert.deepEqual(inputs.build.args, {
        SOURCE_DATE_EPOCH: "0",
        BUILDER_IMAGE: "python:3.13-slim",
        RUNTIME_IMAGE: unknown,
    });
    assert.deepEqual(inputs.registry, { server: "127.0.0.1:5000", username: "ci", password: unknown });
    assert.equal(inputs.imageName, unknown);
    assert.deepEqual(
        Object.keys(run.outputs).filter((name) => run.outputs[name]?.known),
        ["dockerfile"],
    );
});

test("without a push, a preview knows no image either", async (t) => {
    const program = () => {
        const { ref, digest } = new PythonImage("api", { repository: "r/api", packages: ["six"], push: false });
        return { ref, digest };
    };
    const { outputs } = await runUnderMocks(t, program, { preview: true });
    assert.deepEqual([outputs.ref?.known, outputs.digest?.known], [false, false]);
});
