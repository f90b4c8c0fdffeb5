import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { PythonImage, type PythonImageArgs } from "../../components";
import { componentImage, contentHashOf, fixedBases } from "../support/component-image";
import { type MemoryRegistry, startMemoryRegistry } from "../support/memory-registry";
import { type MockOptions, runUnderMocks } from "../support/program";
import type { HandmadeImage } from "../support/registry-image";

type Test = Parameters<typeof runUnderMocks>[0] & { mock: { method: typeof import("node:test")["mock"]["method"] } };

const PLATFORMS = ["linux/amd64", "linux/arm64"];
let registry: MemoryRegistry;
const images: { [platform: string]: HandmadeImage } = {};

before(async () => {
    registry = await startMemoryRegistry();
});
beforeEach(async () => {
    registry.blobs.clear();
    registry.manifests.clear();
    registry.requests.length = 0;
    for (const platform of PLATFORMS) {
        const contentHash = await contentHashOf({ after }, { platform });
        const image = await componentImage({ contentHash, architecture: platform.slice(6) });
        images[platform] = image;
        for (const blob of [image.config, ...image.layers]) {
            registry.blobs.set(`team/api@${blob.digest}`, blob.bytes);
        }
        const document = { mediaType: image.mediaType, bytes: image.manifest };
        registry.manifests.set(`team/api@${image.digest}`, document);
        registry.manifests.set(`team/api:py-${contentHash.slice(0, 12)}`, document);
    }
});
after(() => registry.stop());

/** Runs a program with an image of both platforms, which the registry has. */
async function run(t: Test, args: Partial<PythonImageArgs> = {}, options: MockOptions = {}) {
    t.mock.method(pulumi.log, "info", async () => undefined);
    const program = () => {
        const declared = { repository: `${registry.host}/team/api`, packages: ["six"], ...fixedBases, ...args };
        const { ref, digest, taggedRef, platformRefs, reused, size } = new PythonImage("api", declared);
        return { ref, digest, taggedRef, platformRefs, reused, size };
    };
    const { outputs, resources } = await runUnderMocks(t, program, { real: true, ...options });
    return {
        outputs,
        resources,
        registered: resources.find(({ type }) => type.startsWith("python-image:"))?.outputs ?? {},
    };
}

const refOf = (digest: unknown) => `${registry.host}/team/api@${digest}`;
const written = () => registry.requests.filter((request) => request.startsWith("PUT"));

describe("an image of several platforms", () => {
    test("is an index under the tag, and each platform's image by itself", async (t) => {
        const { outputs } = await run(t, { platforms: PLATFORMS, tag: "v1" });
        const index = JSON.parse(registry.manifests.get("team/api:v1")?.bytes.toString() ?? "null");
        assert.deepEqual(
            index.manifests.map(({ digest, platform }: { digest: string; platform: object }) => [digest, platform]),
            [
                [images["linux/amd64"]?.digest, { architecture: "amd64", os: "linux" }],
                [images["linux/arm64"]?.digest, { architecture: "arm64", os: "linux" }],
            ],
        );
        assert.equal(outputs.ref?.value, refOf(outputs.digest?.value));
        assert.ok(registry.manifests.has(`team/api@${outputs.digest?.value}`));
        assert.deepEqual(
            outputs.platformRefs?.value,
            Object.fromEntries(PLATFORMS.map((platform) => [platform, refOf(images[platform]?.digest)])),
        );
        assert.deepEqual([outputs.taggedRef?.value, outputs.reused?.value], [`${registry.host}/team/api:v1`, true]);
        const first = images["linux/amd64"];
        const compressed = [first?.config, ...(first?.layers ?? [])].reduce((sum, blob) => sum + (blob?.size ?? 0), 0);
        const size = outputs.size?.value as { compressedBytes: number } | undefined;
        assert.equal(size?.compressedBytes, compressed);
    });

    test("has one digest, whichever order its platforms are named in, and is put once", async (t) => {
        const { outputs } = await run(t, { platforms: PLATFORMS });
        assert.equal(written().length, 1);
        const again = await run(t, { platforms: PLATFORMS });
        assert.equal(written().length, 1);
        assert.equal(again.outputs.digest?.value, outputs.digest?.value);
        const reversed = await run(t, { platforms: [...PLATFORMS].reverse(), tag: "v1" });
        assert.equal(reversed.outputs.digest?.value, outputs.digest?.value);
    });

    test("is told in a preview, which writes nothing", async (t) => {
        const { outputs } = await run(t, { platforms: PLATFORMS }, { preview: true });
        const { outputs: updated } = await run(t, { platforms: PLATFORMS });
        assert.deepEqual([outputs.digest?.known, outputs.digest?.value], [true, updated.digest?.value]);
        await run(t, { platforms: PLATFORMS, tag: "v2" }, { preview: true });
        assert.equal(registry.manifests.has("team/api:v2"), false);
    });

    test("that is not in the registry is built as one image a platform, by the engine that is named for it", async (t) => {
        registry.manifests.clear();
        const engines = { "linux/arm64": "ssh://builder@arm.example.org" };
        const { resources } = await run(t, { platforms: PLATFORMS, engines }, { preview: true });
        const declared = resources.filter(({ type }) => type === "docker:index/image:Image");
        assert.deepEqual(
            declared
                .map(({ name, inputs }) => [name, (inputs as { build: { platform: string } }).build.platform])
                .sort(),
            [
                ["api-linux-amd64", "linux/amd64"],
                ["api-linux-arm64", "linux/arm64"],
            ],
        );
        const [provider] = resources.filter(({ type }) => type === "pulumi:providers:docker");
        const { host } = (provider?.inputs ?? {}) as { host?: string };
        assert.deepEqual([provider?.name, host], ["api-linux-arm64", "ssh://builder@arm.example.org"]);
    });

    test("knows what the stack has of each of them", async (t) => {
        const { registered } = await run(t, { platforms: PLATFORMS });
        registry.requests.length = 0;
        const urn = "urn:pulumi:dev::project::python-image:index:PythonImage::api";
        const call = () => ({ outputs: { [urn]: { outputs: registered } } });
        const { outputs } = await run(t, { platforms: PLATFORMS }, { call });
        assert.deepEqual(outputs.platformRefs?.value, registered.platformRefs);
        const byTag = registry.requests.filter((request) => /manifests\/py-/.test(request));
        assert.equal(byTag.length, 1, "the tag of the index alone is looked at");
    });
});

test("an image of one platform has that one's reference", async (t) => {
    const { outputs } = await run(t, { platform: "linux/arm64" });
    assert.deepEqual(outputs.platformRefs?.value, { "linux/arm64": refOf(images["linux/arm64"]?.digest) });
});
