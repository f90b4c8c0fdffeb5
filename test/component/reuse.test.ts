import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { PythonImage, type PythonImageArgs } from "../../components";
import { componentImage, contentHashOf, fixedBases } from "../support/component-image";
import { type MockOptions, noEngine, runUnderMocks } from "../support/program";
import { type FakeRegistry, startFakeRegistry } from "../support/registry-fake";
import type { HandmadeImage } from "../support/registry-image";

type Test = Parameters<typeof runUnderMocks>[0] & { mock: { method: typeof import("node:test")["mock"]["method"] } };

let registry: FakeRegistry;
let contentHash: string;
let contentTag: string;
let image: HandmadeImage;
let said: string[];

before(async () => {
    registry = await startFakeRegistry();
    contentHash = await contentHashOf({ after });
    contentTag = `py-${contentHash.slice(0, 12)}`;
    image = await componentImage({ contentHash });
});
beforeEach(() => {
    registry.answers.clear();
    registry.requests.length = 0;
    said = [];
});
after(() => registry.stop());

const urn = "urn:pulumi:dev::project::python-image:index:PythonImage::api";
const childUrn = "urn:pulumi:dev::project::python-image:index:PythonImage$docker:index/image:Image::api";

/** What the state tells of the last deployment. */
function lastly(deployed: object = {}, more: object = {}) {
    const was = { contentHash, tag: contentTag, bases: {}, layers: [], readable: true, ...deployed };
    const outputs = { ref: `${registry.host}/team/api@${image.digest}`, digest: image.digest, deployed: was, ...more };
    return { call: () => ({ outputs: { [urn]: { outputs } } }) };
}

/** What the state tells where the stack has a `docker.Image` as well, made of inputs with this hash. */
function withChild(hashOfInputs: string): MockOptions {
    const last = lastly({}, { hashOfInputs, generation: 0 }).call();
    return { call: () => ({ outputs: { ...last.outputs, [childUrn]: { outputs: {} } } }) };
}

/** Hash of the inputs of the image that a program would declare. */
async function hashOfInputs(t: Test): Promise<string> {
    const { registered } = await run(t, { reuse: false }, { preview: true });
    return registered.hashOfInputs as string;
}

/** Runs a program with one image and the fake registry. */
async function run(t: Test, args: Partial<PythonImageArgs> = {}, options: MockOptions = {}) {
    for (const level of ["info", "warn"] as const) {
        t.mock.method(pulumi.log, level, async (message: string) => {
            said.push(message);
        });
    }
    const program = () => {
        const declared = { repository: `${registry.host}/team/api`, packages: ["six"], ...fixedBases, ...args };
        const { ref, digest, taggedRef, reused, base } = new PythonImage("api", declared);
        return { ref, digest, taggedRef, reused, base };
    };
    const { outputs, resources } = await runUnderMocks(t, program, { real: true, ...options });
    return {
        outputs,
        images: resources.filter(({ type }) => type === "docker:index/image:Image"),
        registered: resources.find(({ type }) => type.startsWith("python-image:"))?.outputs ?? {},
        written: registry.requests.filter(({ method }) => !["GET", "HEAD"].includes(method)),
    };
}

describe("what the registry has is deployed without an engine", () => {
    for (const [what, options] of [
        ["an update", {}],
        ["a preview", { preview: true }],
    ] as const) {
        test(`by ${what}, with all outputs known`, async (t) => {
            registry.add(image, { tag: contentTag });
            const { outputs, images, written } = await run(t, {}, options);
            assert.equal(outputs.ref?.value, `${registry.host}/team/api@${image.digest}`);
            assert.deepEqual([outputs.reused?.value, outputs.reused?.known], [true, true]);
            assert.deepEqual([images, written], [[], []]);
            assert.match(
                said.join("\n"),
                new RegExp(`^reused ${registry.host}/team/api:${contentTag} \\(built before\\), `),
            );
        });
    }

    test("under a tag of the user's as well, if that names the very same", async (t) => {
        registry.add(image, { tag: "latest" });
        const { outputs, images, written } = await run(t, { tag: "latest" });
        assert.equal(outputs.digest?.value, image.digest);
        assert.deepEqual([images, written], [[], []]);
    });

    test("by another tag, which then names it: in an update, not in a preview", async (t) => {
        registry.add(image, { tag: contentTag });
        const other = await componentImage({ contentHash: "0".repeat(64), blocks: 9 });
        registry.add(other);
        registry.answers.set("/v2/team/api/manifests/latest", ({ method }, response) => {
            const isRead = method === "GET";
            response.writeHead(isRead ? 200 : 201, { "content-type": other.mediaType });
            response.end(isRead ? other.manifest : "");
        });
        const preview = await run(t, { tag: "latest" }, { preview: true });
        assert.deepEqual([preview.images, preview.written, preview.outputs.digest?.value], [[], [], image.digest]);
        const { outputs, images, written } = await run(t, { tag: "latest" });
        assert.equal(outputs.digest?.value, image.digest);
        assert.deepEqual(images, []);
        assert.deepEqual(
            written.map(({ method, url, body }) => [method, url, body]),
            [["PUT", "/v2/team/api/manifests/latest", image.manifest.toString("utf8")]],
        );
    });

    test("with its base, as its labels name it", async (t) => {
        const base = { name: "python:3.13-slim", digest: `sha256:${"c".repeat(64)}` };
        registry.add(await componentImage({ contentHash, base }), { tag: contentTag });
        assert.deepEqual((await run(t)).outputs.base?.value, base);
    });
});

describe("an image under the same tag is not taken", () => {
    const cases: { [what: string]: [() => Promise<HandmadeImage>, RegExp] } = {
        "that holds something else": [
            () => componentImage({ contentHash: `${contentHash.slice(0, 12)}${"0".repeat(52)}` }),
            /has other content than its name says: it is not reused, and built\.$/,
        ],
        "that does not say what it holds": [
            () => componentImage(),
            /does not say what it holds: it is not reused, and built\.$/,
        ],
        "that is for another platform": [
            () => componentImage({ contentHash, architecture: "arm64" }),
            /is for linux\/arm64, not for linux\/amd64: it is not reused, and built\.$/,
        ],
    };
    for (const [what, [made, reason]] of Object.entries(cases)) {
        test(`${what}, and the reason is said`, async (t) => {
            registry.add(await made(), { tag: contentTag });
            const { outputs, images } = await run(t, {}, { preview: true });
            assert.equal(images.length, 1);
            assert.equal(outputs.digest?.known, false);
            assert.match(said.join("\n"), reason);
            assert.match(said.join("\n"), new RegExp(`^${registry.host}/team/api:${contentTag} `));
        });
    }

    test("that is no image at all", async (t) => {
        const headers = { "content-type": "application/vnd.oci.image.manifest.v1+json" };
        registry.answers.set(`/v2/team/api/manifests/${contentTag}`, { headers, body: '{"config":{},"layers":[]}' });
        const { images } = await run(t, {}, { preview: true });
        assert.equal(images.length, 1);
        assert.match(said.join("\n"), /cannot be taken \(NOT_AN_IMAGE\): it is not reused, and built\.$/);
    });

    test("that a tag which moves names: nothing is said of it", async (t) => {
        registry.add(await componentImage({ contentHash: "0".repeat(64) }), { tag: "latest" });
        assert.equal((await run(t, { tag: "latest" }, { preview: true })).images.length, 1);
        assert.deepEqual(said, []);
    });

    test("without `reuse`, and the registry is not asked", async (t) => {
        registry.add(image, { tag: contentTag });
        assert.equal((await run(t, { reuse: false }, { preview: true })).images.length, 1);
        assert.deepEqual(registry.requests, []);
    });
});

describe("what the stack deployed last", () => {
    test("is asked for once, by its digest", async (t) => {
        registry.add(image);
        const { outputs, images } = await run(t, {}, lastly());
        assert.equal(outputs.digest?.value, image.digest);
        assert.deepEqual(images, []);
        assert.deepEqual(
            registry.requests.map(({ method, url }) => `${method} ${url}`),
            [`GET /v2/team/api/manifests/${image.digest}`],
        );
        assert.deepEqual(said, []);
    });

    test("keeps what it said of itself", async (t) => {
        registry.add(image);
        const base = { name: "python:3.13-slim", digest: "sha256:0a" };
        const { outputs } = await run(t, {}, lastly({}, { reused: true, base }));
        assert.deepEqual([outputs.reused?.value, outputs.base?.value], [true, base]);
    });

    test("is built again without `reuse` only where it has gone", async (t) => {
        registry.add(image);
        const repoDigests = { api: "sha256:0a" };
        const kept = await run(t, { reuse: false }, { ...lastly(), preview: true, repoDigests });
        assert.equal(kept.outputs.digest?.known, true);
        registry.answers.clear();
        const gone = await run(t, { reuse: false }, { ...lastly(), preview: true });
        assert.deepEqual([gone.images.length, gone.outputs.digest?.known], [1, false]);
        assert.match(said.join("\n"), / is gone: it is pushed again\.$/);
    });

    test("is refused where the login is: a way on is named, and leads on", async (t) => {
        registry.answers.set(`/v2/team/api/manifests/${image.digest}`, { status: 403, body: "{}" });
        registry.answers.set(`/v2/team/api/manifests/${contentTag}`, { status: 403, body: "{}" });
        await assert.rejects(run(t, {}, lastly()), /run one update with `reuse: false`/);
        const led = await run(t, { reuse: false }, { ...lastly(), preview: true });
        assert.equal(led.images.length, 1);
        const elsewhere = await run(t, { repository: `${registry.host}/team/other` }, { ...lastly(), preview: true });
        assert.equal(elsewhere.images.length, 1);
    });

    test("is taken for present where it could never be read with the login", async (t) => {
        registry.answers.set(`/v2/team/api/manifests/${image.digest}`, { status: 403, body: "{}" });
        const { outputs, images } = await run(t, {}, lastly({ readable: false }));
        assert.deepEqual([outputs.digest?.value, images.length], [image.digest, 0]);
    });

    test("does not count where an update of other resources has left it behind", async (t) => {
        registry.add(image);
        const { images } = await run(t, {}, { ...lastly({ contentHash: "0".repeat(64) }), preview: true });
        assert.equal(images.length, 1);
    });
});

test("a login that may not push is told before anything is built, and a preview tells that it may not read", async (t) => {
    registry.answers.set("/v2/team/api/blobs/uploads/", { status: 401, body: "" });
    await assert.rejects(run(t), /POST .*blobs\/uploads\/: HTTP 401: .* Run "docker login 127\.0\.0\.1:\d+"/);
    registry.answers.set(`/v2/team/api/manifests/${contentTag}`, { status: 401, body: "" });
    registry.requests.length = 0;
    const preview = await run(t, {}, { preview: true });
    assert.deepEqual([preview.images.length, preview.written], [1, []]);
    assert.match(said.join("\n"), /\/team\/api may not be read with this login: an update tells whether/);
});

test("another repository that has the content gives it, by the registry's own mount where both are in one", async (t) => {
    registry.add(image, { tag: contentTag, repository: "team/staging" });
    registry.answers.set("/v2/team/api/blobs/uploads/", { status: 201 });
    registry.answers.set(`/v2/team/api/manifests/${contentTag}`, (request, response) => {
        const body = '{"errors":[{"code":"MANIFEST_UNKNOWN"}]}';
        response.writeHead(request.method === "PUT" ? 201 : 404).end(request.method === "PUT" ? "" : body);
    });
    const reuseFrom = [`${registry.host}/team/staging`];
    const preview = await run(t, { reuseFrom }, { preview: true });
    assert.deepEqual([preview.images, preview.written], [[], []]);
    const { outputs, images, written } = await run(t, { reuseFrom });
    assert.deepEqual([outputs.ref?.value, images], [`${registry.host}/team/api@${image.digest}`, []]);
    const mounts = written
        .filter(({ method }) => method === "POST")
        .map(({ url }) => new URL(url, "http://r").searchParams);
    assert.deepEqual(
        mounts.map((query) => query.get("mount")).sort(),
        [image.config, ...image.layers].map(({ digest }) => digest).sort(),
    );
    assert.deepEqual([...new Set(mounts.map((query) => query.get("from")))], ["team/staging"]);
    assert.match(said.join("\n"), /copied from 127\.0\.0\.1:\d+\/team\/staging:py-/);
});

describe("a `docker.Image` that the stack has", () => {
    test("is left out where the engine does not answer", async (t) => {
        registry.add(image);
        const options = { ...withChild(await hashOfInputs(t)), environment: noEngine };
        assert.deepEqual((await run(t, {}, options)).images, []);
    });

    test("stays where it does, and nothing of it changes", async (t) => {
        registry.add(image);
        const options = withChild(await hashOfInputs(t));
        const { images, outputs } = await run(t, {}, { ...options, preview: true, repoDigests: { api: "sha256:0a" } });
        assert.equal(images.length, 1);
        assert.deepEqual(images[0]?.ignoreChanges, [
            "build.args.INDEX_URL",
            "build.args.EXTRA_INDEX_URLS",
            "build.args.BUILD_SECRETS",
            "build.args.GIT_CREDENTIALS",
            "build.args.ASSEMBLED_IMAGE",
            ...["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY"].map((name) => `build.args.${name}`),
            // A proxy on loopback has a build share this machine's network.
            "build.network",
        ]);
        assert.equal(outputs.digest?.value, image.digest);
    });

    test("is left out where it would be made anew, although the registry has the content", async (t) => {
        registry.add(image);
        const { images } = await run(t, {}, withChild("other"));
        assert.deepEqual(images, []);
    });
});
