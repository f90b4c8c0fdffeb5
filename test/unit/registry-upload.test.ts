import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { RegistryClient } from "../../components/registry/client";
import { parseRepository } from "../../components/registry/reference";
import type { Blob } from "../../components/registry/writing/blob";
import { copyBlob } from "../../components/registry/writing/copy-blob";
import { copyImage } from "../../components/registry/writing/copy-image";
import { mountBlob } from "../../components/registry/writing/mount-blob";
import { pushBlob } from "../../components/registry/writing/push-blob";
import { digestOf } from "../support/exported-image";
import { type MemoryRegistry, startMemoryRegistry } from "../support/memory-registry";
import { clientOf, failure, HASTE } from "../support/registry-fake";
import { type FaultProxy, startFaultProxy } from "../support/registry-fault-proxy";

let registry: MemoryRegistry;
let other: MemoryRegistry;
let proxy: FaultProxy;
before(async () => {
    registry = await startMemoryRegistry();
    other = await startMemoryRegistry();
    proxy = await startFaultProxy(registry.host, { delayMs: 1000 });
});
after(() => Promise.all([registry.stop(), other.stop(), proxy.stop()]));
afterEach(() => {
    for (const one of [registry, other]) {
        one.abilities = {};
        one.blobs.clear();
        one.manifests.clear();
        one.requests.length = 0;
    }
    proxy.plan = () => undefined;
    proxy.reset();
});

/** A blob of so many bytes, each attempt of which is read anew. */
function blobOf(length: number): Blob & { bytes: Buffer } {
    const bytes = Buffer.alloc(length, "blob");
    return {
        bytes,
        digest: digestOf(bytes),
        size: length,
        async *open(start, end) {
            for (let place = start; place < end; place += 100_000) {
                yield bytes.subarray(place, Math.min(end, place + 100_000));
            }
        },
    };
}

const stored = (blob: Blob, name = "team/api") => registry.blobs.get(`${name}@${blob.digest}`);
const repository = (name: string, of = registry) =>
    new RegistryClient(parseRepository(`${of.host}/${name}`), undefined, HASTE);

describe("a blob", () => {
    test("is sent in one request after the one that begins it, at the place and with the query that the answer names", async () => {
        const blob = blobOf(500_000);
        let sent = 0;
        await pushBlob(clientOf(registry), blob, (bytes) => {
            sent += bytes;
        });
        assert.deepEqual(stored(blob), blob.bytes);
        assert.equal(sent, blob.size);
        assert.deepEqual(
            registry.requests.map((request) => request.replace(/[0-9a-f-]{36}/, "<id>")),
            [
                "POST /v2/team/api/blobs/uploads/",
                `PUT /v2/team/api/blobs/uploads/<id>?_state=a%2Bb&digest=${encodeURIComponent(blob.digest)}`,
            ],
        );
    });

    test("that is too large for what stands before the registry goes in chunks", async () => {
        registry.abilities = { longestBody: 17 * 1024 * 1024 };
        const blob = blobOf(40 * 1024 * 1024);
        await pushBlob(clientOf(registry), blob);
        assert.ok(stored(blob)?.equals(blob.bytes));
        const chunks = registry.requests.filter((request) => request.startsWith("PATCH"));
        assert.equal(chunks.length, 3);
    });

    test("whose connection breaks goes on where the registry has it", async () => {
        const blob = blobOf(20 * 1024 * 1024);
        // The whole blob breaks, then the answer to the first chunk is lost, which the registry has.
        let patches = 0;
        proxy.plan = (_, { method }) => {
            patches += method === "PATCH" ? 1 : 0;
            return method === "PUT" && patches === 0
                ? "drop"
                : method === "PATCH" && patches === 1
                  ? "reset-body"
                  : undefined;
        };
        await pushBlob(clientOf(proxy), blob);
        assert.ok(stored(blob)?.equals(blob.bytes));
        assert.equal(registry.requests.filter((request) => request.startsWith("PATCH")).length, 2);
    });

    test("that does not arrive at all is a failure that names the request and no query", async () => {
        proxy.plan = (_, { method }) => (method === "PUT" || method === "PATCH" ? "500" : undefined);
        const { message } = await failure(pushBlob(clientOf(proxy), blobOf(10)));
        assert.match(
            message,
            /^PATCH http:\/\/127\.0\.0\.1:\d+\/v2\/team\/api\/blobs\/uploads\/[0-9a-f-]+: UNKNOWN: out of disk\./,
        );
    });
});

describe("a blob of another repository", () => {
    test("of the same registry is mounted", async () => {
        const blob = blobOf(10);
        await pushBlob(repository("base"), blob);
        assert.equal(await copyBlob(clientOf(registry), { ...blob, mediaType: "x" }, repository("base")), 0);
        assert.deepEqual(stored(blob), blob.bytes);
        assert.ok(registry.requests.at(-1)?.endsWith(`uploads/?mount=${encodeURIComponent(blob.digest)}&from=base`));
    });

    test("that the registry does not mount is streamed through, and the upload that it began is ended", async () => {
        registry.abilities = { mounts: false };
        const blob = blobOf(10);
        await pushBlob(repository("base"), blob);
        assert.equal(await copyBlob(clientOf(registry), { ...blob, mediaType: "x" }, repository("base")), 10);
        assert.deepEqual(stored(blob), blob.bytes);
        assert.equal(registry.requests.filter((request) => request.startsWith("DELETE")).length, 1);
    });

    test("of another registry is streamed through", async () => {
        const blob = blobOf(300_000);
        await pushBlob(repository("base", other), blob);
        const from = repository("base", other);
        assert.equal(await mountBlob(clientOf(registry), blob.digest, from.repository), false);
        assert.equal(await copyBlob(clientOf(registry), { ...blob, mediaType: "x" }, from), blob.size);
        assert.deepEqual(stored(blob), blob.bytes);
    });
});

test("a registry that speaks plain HTTP where HTTPS is expected is told, with the argument that allows it", async () => {
    const secure = new RegistryClient(parseRepository(`${registry.host}/team/api`, false), undefined, HASTE);
    const { message, errorCode } = await failure(pushBlob(secure, blobOf(10)));
    assert.equal(
        message,
        `POST https://${registry.host}/v2/team/api/blobs/uploads/: ERR_SSL_WRONG_VERSION_NUMBER: what answers there does ` +
            "not speak HTTPS. If the registry speaks plain HTTP, and that is meant to be so, give `insecure: true`.",
    );
    assert.equal(errorCode, "PI3014");
});

test("a name is that of a registry with HTTPS, unless it is on loopback or said to have none", () => {
    const apiOf = (text: string, insecure?: boolean) => parseRepository(text, insecure).api;
    assert.equal(apiOf("registry.internal:5000/api"), "https://registry.internal:5000");
    assert.equal(apiOf("registry.internal:5000/api", true), "http://registry.internal:5000");
    assert.equal(apiOf("127.0.0.1:5000/api"), "http://127.0.0.1:5000");
    assert.equal(apiOf("127.0.0.1:5000/api", false), "https://127.0.0.1:5000");
});

test("an index is copied with its images, byte for byte, and its tag comes last", async () => {
    const from = repository("stage");
    const blob = blobOf(100);
    await pushBlob(from, blob);
    const put = (value: object, mediaType: string) => {
        const bytes = Buffer.from(JSON.stringify(value));
        registry.manifests.set(`stage@${digestOf(bytes)}`, { mediaType, bytes });
        return { mediaType, digest: digestOf(bytes), size: bytes.length };
    };
    const descriptor = { mediaType: "x", digest: blob.digest, size: blob.size };
    const image = put({ config: descriptor, layers: [descriptor] }, "application/vnd.oci.image.manifest.v1+json");
    const index = put({ manifests: [image] }, "application/vnd.oci.image.index.v1+json");
    await copyImage(clientOf(registry), { from, digest: index.digest, tag: "v1" });
    assert.deepEqual(registry.manifests.get("team/api:v1"), registry.manifests.get(`stage@${index.digest}`));
    assert.deepEqual(
        registry.manifests.get(`team/api@${image.digest}`),
        registry.manifests.get(`stage@${image.digest}`),
    );
    assert.equal(registry.requests.at(-1), "PUT /v2/team/api/manifests/v1");
});
