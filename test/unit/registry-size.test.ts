import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { readImageSize } from "../../components/registry/size";
import { clientOf, type FakeRegistry, failure, startFakeRegistry } from "../support/registry-fake";
import { DOCKER, type HandmadeImage, makeImage, OCI, sha256, tarLike } from "../support/registry-image";

/** Frames of `zstd -1` and `zstd -1 --no-content-size`: 1,000,000 times "a", then 300,000 times "b". */
const ZSTD_FRAMES =
    "KLUv/QRIVAAAEGFhAQD7/znAAgIAEGECABBhAgAQYQIAEGECABBhAgAQYQMSCmFA3E+bKLUv/aTgkwQAVAAAEGJiAQD7/znAAgIAEGIDnwRigFq0SQ==";
const ZSTD_LENGTH = 1_300_000;

let fake: FakeRegistry;
before(async () => {
    fake = await startFakeRegistry();
});
after(() => fake.stop());
afterEach(() => {
    fake.answers.clear();
    fake.requests.length = 0;
});

const blobPath = (image: HandmadeImage, layer: number) => `/v2/team/api/blobs/${image.layers[layer]?.digest}`;
const blobRequests = () => fake.requests.filter(({ url }) => url.includes("/blobs/"));
const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);

for (const types of [OCI, DOCKER]) {
    test(`the size of an image of the type ${types.manifest}`, async () => {
        const image = makeImage([{ tar: tarLike(2000) }, { tar: tarLike(2) }, { tar: Buffer.alloc(1024) }], types);
        fake.add(image);
        const size = await readImageSize(clientOf(fake), image.digest);
        assert.deepEqual(size, {
            compressedBytes: image.config.size + sum(image.layers.map((layer) => layer.size)),
            unpackedBytes: 2000 * 512 + 2 * 512 + 1024,
            layers: image.layers.map((layer, index) => ({
                digest: layer.digest,
                compressedBytes: layer.size,
                unpackedBytes: image.unpackedBytes[index],
            })),
        });
    });
}

test("a gzip layer takes one request for its last four bytes", async () => {
    const image = makeImage([{ tar: tarLike(2000) }]);
    fake.add(image);
    await readImageSize(clientOf(fake), image.digest);
    const length = image.layers[0]?.size ?? 0;
    assert.deepEqual(
        blobRequests().map(({ headers }) => headers.range),
        [`bytes=${length - 4}-${length - 1}`],
    );
});

test("a server that ignores the range", async () => {
    const image = makeImage([{ tar: tarLike(3000) }]);
    fake.add(image);
    fake.answers.set(blobPath(image, 0), { body: image.layers[0]?.bytes ?? "" });
    assert.equal((await readImageSize(clientOf(fake), image.digest)).unpackedBytes, 3000 * 512);
});

test("a server that ignores the range and sends something else", async () => {
    const image = makeImage([{ tar: tarLike(30) }]);
    fake.add(image);
    fake.answers.set(blobPath(image, 0), { body: gzipSync(tarLike(30)) });
    assert.match((await failure(readImageSize(clientOf(fake), image.digest))).code, /^(DIGEST_MISMATCH|TRUNCATED)$/);
});

test("wrong, short and long ranges are no answer", async () => {
    const image = makeImage([{ tar: tarLike(30) }]);
    fake.add(image);
    const length = image.layers[0]?.size ?? 0;
    for (const [range, body] of [
        [`bytes 0-3/${length}`, "abcd"],
        [`bytes ${length - 4}-${length - 1}/${length}`, "abc"],
        [`bytes ${length - 4}-${length - 1}/${length}`, "abcde"],
        [`bytes ${length - 4}-${length - 1}/${length + 1}`, "abcd"],
        ["", "abcd"],
    ] as const) {
        fake.answers.set(blobPath(image, 0), { status: 206, headers: { "content-range": range }, body });
        assert.equal((await failure(readImageSize(clientOf(fake), image.digest))).code, "WRONG_RANGE", range);
    }
});

test("gzip of several members is read whole, as its end tells of the last member alone", async () => {
    const members = [tarLike(2000), tarLike(10)];
    const compress = () => Buffer.concat([...members, Buffer.alloc(0)].map((member) => gzipSync(member)));
    const image = makeImage([{ tar: Buffer.concat(members), compress }]);
    fake.add(image);
    assert.equal((await readImageSize(clientOf(fake), image.digest)).unpackedBytes, 2010 * 512);
});

test("zstd layers are unpacked and counted, whatever their frames tell", async () => {
    const compress = () => Buffer.from(ZSTD_FRAMES, "base64");
    const image = makeImage([{ tar: Buffer.alloc(0), compress, mediaType: `${OCI.layer}+zstd` }]);
    fake.add(image);
    const size = await readImageSize(clientOf(fake), image.digest);
    assert.deepEqual(
        size.layers.map((layer) => [layer.compressedBytes, layer.unpackedBytes]),
        [[compress().length, ZSTD_LENGTH]],
    );
});

test("a layer that is not what its media type says", async () => {
    const noise = () => tarLike(100).subarray(0, 10_000);
    for (const type of ["+zstd", "+gzip"]) {
        const image = makeImage([
            {
                tar: Buffer.alloc(0),
                compress: () => Buffer.concat([noise(), Buffer.alloc(4)]),
                mediaType: OCI.layer + type,
            },
        ]);
        fake.add(image);
        assert.equal((await failure(readImageSize(clientOf(fake), image.digest))).code, "Z_DATA_ERROR", type);
    }
});

test("a plain tar layer is as long as it is", async () => {
    const image = makeImage([{ tar: tarLike(7), compress: (tar) => tar, mediaType: OCI.layer }]);
    fake.add(image);
    assert.equal((await readImageSize(clientOf(fake), image.digest)).unpackedBytes, 7 * 512);
    assert.equal(blobRequests().length, 0);
});

test("a layer that occurs twice counts twice and is asked for once", async () => {
    const layer = { tar: tarLike(40) };
    const image = makeImage([layer, layer]);
    fake.add(image);
    const size = await readImageSize(clientOf(fake), image.digest);
    assert.equal(size.unpackedBytes, 80 * 512);
    assert.equal(size.compressedBytes, image.config.size + 2 * (image.layers[0]?.size ?? 0));
    assert.equal(blobRequests().length, 1);
});

test("layers that were measured before are not asked for", async () => {
    const image = makeImage([{ tar: tarLike(40) }, { tar: tarLike(50) }]);
    fake.add(image);
    const client = clientOf(fake);
    const first = await readImageSize(client, image.digest);
    fake.requests.length = 0;
    assert.deepEqual(await readImageSize(client, image.digest, { known: first.layers }), first);
    assert.equal(blobRequests().length, 0);
});

test("a blob that may unpack to more than its end can tell is read whole", async () => {
    const image = makeImage([{ tar: tarLike(40) }]);
    const large = { ...JSON.parse(image.manifest.toString("utf8")) };
    large.layers[0].size = 1024 ** 3;
    const manifest = Buffer.from(JSON.stringify(large));
    fake.add({ ...image, manifest, digest: sha256(manifest) });
    const { code, message } = await failure(readImageSize(clientOf(fake), sha256(manifest)));
    assert.equal(code, "TRUNCATED");
    assert.match(message, new RegExp(`: ${image.layers[0]?.size} of 1073741824 bytes came\\. `));
    assert.ok(blobRequests().every(({ headers }) => headers.range === undefined));
});
