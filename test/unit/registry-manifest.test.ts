import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { readBlob } from "../../components/registry/blob";
import { readImageConfig } from "../../components/registry/image-config";
import { readManifest, readTagged } from "../../components/registry/manifest";
import { isPresent } from "../../components/registry/presence";
import { clientOf, type FakeRegistry, failure, HASTE, startFakeRegistry } from "../support/registry-fake";
import { DOCKER, makeImage, OCI, sha256, tarLike } from "../support/registry-image";

let fake: FakeRegistry;
before(async () => {
    fake = await startFakeRegistry();
});
after(() => fake.stop());
afterEach(() => {
    fake.answers.clear();
    fake.requests.length = 0;
});

const image = makeImage([{ tar: tarLike(10) }, { tar: tarLike(20) }]);
const manifestPath = (digest: string) => `/v2/team/api/manifests/${digest}`;

/** Puts an index of some platforms before the registry. */
function addIndex(
    type: string,
    entries: { digest: string; os: string; architecture: string; variant?: string }[],
): string {
    const manifests = entries.map(({ digest, ...platform }) => ({
        mediaType: OCI.manifest,
        digest,
        size: 1,
        platform,
    }));
    const body = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: type, manifests }));
    fake.answers.set(manifestPath(sha256(body)), { headers: { "content-type": type }, body });
    return sha256(body);
}

for (const types of [OCI, DOCKER]) {
    test(`a manifest of the type ${types.manifest}`, async () => {
        const made = makeImage([{ tar: tarLike(10) }], types);
        fake.add(made);
        const manifest = await readManifest(clientOf(fake), made.digest);
        assert.equal(manifest.digest, made.digest);
        assert.equal(manifest.config.digest, made.config.digest);
        assert.deepEqual(
            manifest.layers.map(({ mediaType, digest, size }) => [mediaType, digest, size]),
            made.layers.map(({ mediaType, digest, size }) => [mediaType, digest, size]),
        );
    });

    test(`an index of the type ${types.index} is resolved to the platform`, async () => {
        fake.add(image);
        const arm = makeImage([{ tar: tarLike(5) }]);
        fake.add(arm);
        const index = addIndex(types.index, [
            { digest: arm.digest, os: "linux", architecture: "arm64" },
            { digest: image.digest, os: "linux", architecture: "amd64" },
            { digest: sha256(Buffer.from("attestation")), os: "unknown", architecture: "unknown" },
        ]);
        assert.equal((await readManifest(clientOf(fake), index)).digest, image.digest);
        assert.equal((await readManifest(clientOf(fake), index, "linux/arm64")).digest, arm.digest);
        const { message } = await failure(readManifest(clientOf(fake), index, "linux/s390x"));
        assert.match(
            message,
            /: NO_PLATFORM: the index has no image for linux\/s390x, but for linux\/arm64, linux\/amd64, /,
        );
    });
}

test("a variant of an architecture is told from others, and need not be named", async () => {
    const [old, recent] = [makeImage([{ tar: tarLike(6) }]), makeImage([{ tar: tarLike(7) }])];
    fake.add(old);
    fake.add(recent);
    const arm = { os: "linux", architecture: "arm" };
    const index = addIndex(OCI.index, [
        { digest: old.digest, ...arm, variant: "v6" },
        { digest: recent.digest, ...arm, variant: "v7" },
    ]);
    assert.equal((await readManifest(clientOf(fake), index, "linux/arm/v7")).digest, recent.digest);
    assert.equal((await readManifest(clientOf(fake), index, "linux/arm")).digest, old.digest);
    const plain = addIndex(OCI.index, [{ digest: old.digest, os: "linux", architecture: "arm64" }]);
    assert.equal((await readManifest(clientOf(fake), plain, "linux/arm64/v8")).digest, old.digest);
    const { message } = await failure(readManifest(clientOf(fake), index, "linux/arm/v5"));
    assert.match(message, /no image for linux\/arm\/v5, but for linux\/arm\/v6, linux\/arm\/v7/);
});

test("a tag is read as what it names now: an image, or an index and its entry of the platform", async () => {
    const arm = makeImage([{ tar: tarLike(5) }]);
    fake.add(image);
    fake.add(arm);
    const digest = addIndex(OCI.index, [
        { digest: image.digest, os: "linux", architecture: "amd64" },
        { digest: arm.digest, os: "linux", architecture: "arm64" },
    ]);
    for (const [tag, names] of [
        ["plain", image.digest],
        ["both", digest],
    ] as const) {
        fake.answers.set(manifestPath(tag), fake.answers.get(manifestPath(names)) as object);
    }
    const plain = await readTagged(clientOf(fake), "plain");
    assert.deepEqual([plain.digest, plain.manifest.digest], [image.digest, image.digest]);
    const both = await readTagged(clientOf(fake), "both", "linux/arm64");
    assert.deepEqual([both.digest, both.manifest.digest], [digest, arm.digest]);
});

test("all four media types are accepted", async () => {
    fake.add(image);
    await readManifest(clientOf(fake), image.digest);
    const accepted = fake.requests[0]?.headers.accept?.split(", ").sort();
    assert.deepEqual(accepted, [OCI.manifest, OCI.index, DOCKER.manifest, DOCKER.index].sort());
});

test("a manifest that names no media type is told by the header", async () => {
    const { mediaType: _, ...rest } = JSON.parse(image.manifest.toString("utf8"));
    const body = Buffer.from(JSON.stringify(rest));
    fake.answers.set(manifestPath(sha256(body)), {
        headers: { "content-type": `${OCI.manifest}; charset=utf-8` },
        body,
    });
    assert.equal((await readManifest(clientOf(fake), sha256(body))).layers.length, 2);
});

test("a manifest whose bytes are not those of the digest", async () => {
    const body = Buffer.concat([image.manifest, Buffer.from(" ")]);
    fake.answers.set(manifestPath(image.digest), { headers: { "content-type": OCI.manifest }, body });
    const { code, message } = await failure(readManifest(clientOf(fake), image.digest));
    assert.equal(code, "DIGEST_MISMATCH");
    assert.match(message, new RegExp(`: the content has the digest ${sha256(body)}\\. `));
    assert.equal(fake.requests.length, HASTE.attempts);
});

test("a manifest that was spoiled once is read again", async () => {
    const whole = { headers: { "content-type": OCI.manifest }, body: image.manifest };
    fake.answers.set(manifestPath(image.digest), [{ ...whole, body: image.manifest.subarray(0, 50) }, whole]);
    assert.equal((await readManifest(clientOf(fake), image.digest)).layers.length, 2);
});

test("a web page, and other documents, instead of a manifest", async () => {
    fake.answers.set(manifestPath(image.digest), { body: "<!doctype html><p>Welcome" });
    assert.equal((await failure(readManifest(clientOf(fake), image.digest))).code, "NOT_A_REGISTRY");
    for (const [text, code] of [
        ["no json", "NOT_JSON"],
        ["[]", "NOT_AN_IMAGE"],
        ["null", "NOT_JSON"],
        ['{"schemaVersion":1}', "NOT_AN_IMAGE"],
        [`{"mediaType":"${OCI.manifest}","layers":[]}`, "NOT_AN_IMAGE"],
        [
            `{"mediaType":"${OCI.manifest}","config":{"digest":"${image.digest}","size":1},"layers":[{"digest":"../x","size":1}]}`,
            "NOT_AN_IMAGE",
        ],
        [`{"mediaType":"${OCI.manifest}","config":{"digest":"${image.digest}","size":-1},"layers":[]}`, "NOT_AN_IMAGE"],
    ] as const) {
        const digest = sha256(Buffer.from(text));
        fake.answers.set(manifestPath(digest), { body: text });
        assert.equal((await failure(readManifest(clientOf(fake), digest))).code, code, text);
    }
});

test("the config and small blobs are read whole, checked and bounded", async () => {
    fake.add(image);
    const client = clientOf(fake);
    const config = await readImageConfig(client, await readManifest(client, image.digest));
    assert.deepEqual([config.os, config.config?.Env], ["linux", ["PATH=/bin"]]);
    assert.deepEqual(await readBlob(client, image.config), image.config.bytes);
    assert.equal((await failure(readBlob(client, image.config, 10))).code, "TOO_LARGE");
    const other = { ...image.config, size: image.config.size + 1 };
    assert.equal((await failure(readBlob(client, other))).code, "TRUNCATED");
});

test("only a registry's own word makes an image gone", async () => {
    fake.add(image);
    const client = clientOf(fake);
    assert.equal(await isPresent(client, image.digest), true);
    for (const code of ["MANIFEST_UNKNOWN", "NAME_UNKNOWN", "NOT_FOUND"]) {
        fake.answers.set(manifestPath(image.digest), { status: 404, body: JSON.stringify({ errors: [{ code }] }) });
        assert.equal(await isPresent(client, image.digest), false, code);
    }
    const unknown = '{"errors":[{"code":"MANIFEST_UNKNOWN"}]}';
    for (const [status, body] of [
        [404, ""],
        [404, "<html>Not Found</html>"],
        [404, '{"errors":[{"code":"DENIED"}]}'],
        [401, unknown],
        [403, unknown],
        [429, unknown],
        [500, unknown],
        [200, "<html>"],
    ] as const) {
        fake.answers.set(manifestPath(image.digest), { status, body });
        await failure(isPresent(client, image.digest));
    }
});

test("an unreachable registry is never an image that is gone", async () => {
    const stopped = await startFakeRegistry();
    await stopped.stop();
    assert.equal((await failure(isPresent(clientOf(stopped), image.digest))).code, "ECONNREFUSED");
});
