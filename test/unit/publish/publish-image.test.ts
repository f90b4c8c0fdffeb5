import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { gunzipSync } from "node:zlib";
import type { KnownLayer, PublishOrder } from "../../../components/publish/order";
import { packAhead } from "../../../components/publish/pack-ahead";
import { publishImage } from "../../../components/publish/publish-image";
import { archiveOf, readFile } from "../../../components/publish/tar/read-file";
import { RegistryClient } from "../../../components/registry/client";
import { parseRepository } from "../../../components/registry/reference";
import { digestOf, type FakeImage, FORMS, type Form, fakeEngine, layerOf } from "../../support/exported-image";
import { type MemoryRegistry, startMemoryRegistry } from "../../support/memory-registry";
import { clientOf, failure, HASTE } from "../../support/registry-fake";
import { FAULTS, type FaultProxy, startFaultProxy } from "../../support/registry-fault-proxy";

const ID = "sha256:0a";

let registry: MemoryRegistry;
let proxy: FaultProxy;
let image: FakeImage;
before(async () => {
    registry = await startMemoryRegistry();
    proxy = await startFaultProxy(registry.host, { delayMs: 800 });
    image = {
        config: {
            User: "10001:10001",
            Env: ["PATH=/opt/venv/bin", "A=1"],
            Labels: { b: "2", a: "1" },
            Cmd: ["python"],
            WorkingDir: "/app",
            Hostname: "",
            Volumes: null,
        },
        layers: [
            await layerOf([[{ name: "etc/os-release", mtime: new Date(5000) }, "base"]]),
            await layerOf([]),
            await layerOf([
                [{ name: "opt/venv/lib.so", mtime: new Date() }, Buffer.alloc(1_500_000, "environment")],
                [{ name: "opt", type: "directory" }],
            ]),
            await layerOf([[{ name: "app/main.py", mtime: new Date() }, "print(1)"]]),
        ],
    };
});
after(() => Promise.all([registry.stop(), proxy.stop()]));
afterEach(() => {
    registry.abilities = {};
    registry.blobs.clear();
    registry.manifests.clear();
    registry.requests.length = 0;
    proxy.plan = () => undefined;
    proxy.reset();
});

function orderOf(more: Partial<PublishOrder> = {}, form: Form = "classic"): PublishOrder {
    return {
        engine: fakeEngine({ [ID]: image }, form).engine,
        imageId: ID,
        repository: clientOf(registry),
        tag: "py-1",
        compression: { format: "gzip", level: 6 },
        labels: { "dev.python-image.content-hash": "abc", "org.opencontainers.image.base.name": "python:3.13" },
        baseLayers: 1,
        known: [],
        ...more,
    };
}

const json = (bytes: Buffer | undefined) => JSON.parse(bytes?.toString("utf8") ?? "null");
const isSent = (request: string) => request.startsWith("PUT") && request.includes("/blobs/");

describe("a published image", () => {
    test("has one digest, whatever store its engine has and whenever its files were written", async () => {
        const digests = new Set<string>();
        for (const form of FORMS) {
            digests.add((await publishImage(orderOf({}, form))).digest);
        }
        const later = await layerOf([[{ name: "app/main.py", mtime: new Date(0) }, "print(1)"]]);
        const { engine } = fakeEngine({ [ID]: { ...image, layers: [...image.layers.slice(0, 3), later] } });
        digests.add((await publishImage(orderOf({ engine }))).digest);
        assert.equal(digests.size, 1, [...digests].join(" "));
    });

    test("has the digest that it had in the first release", async () => {
        // Who changes it deploys every image of everybody anew: the bytes of layers, their compression, config or manifest.
        const { digest } = await publishImage(orderOf());
        assert.equal(digest, "sha256:6987a6e11e944ab8ff94bc594124f89bee385550188e582ab21e5dfe9e8cd905");
    });

    test("has a config and a manifest of its own, without what has no content", async () => {
        const published = await publishImage(orderOf());
        const manifest = json(registry.manifests.get("team/api:py-1")?.bytes);
        const config = json(registry.blobs.get(`team/api@${manifest.config.digest}`));
        assert.equal(published.digest, digestOf(registry.manifests.get("team/api:py-1")?.bytes ?? Buffer.alloc(0)));
        assert.deepEqual(
            manifest.layers,
            published.layers.map(({ blob }) => blob),
        );
        assert.equal(manifest.layers.length, 3);
        const layers = published.layers.map(({ blob }) =>
            gunzipSync(registry.blobs.get(`team/api@${blob.digest}`) as Buffer),
        );
        assert.deepEqual(config, {
            created: "1970-01-01T00:00:00Z",
            architecture: "amd64",
            os: "linux",
            config: {
                User: "10001:10001",
                Env: ["PATH=/opt/venv/bin", "A=1"],
                Cmd: ["python"],
                WorkingDir: "/app",
                Labels: {
                    a: "1",
                    b: "2",
                    "dev.python-image.content-hash": "abc",
                    "org.opencontainers.image.base.name": "python:3.13",
                },
            },
            rootfs: { type: "layers", diff_ids: layers.map(digestOf) },
            history: ["FROM python:3.13", "pulumi-python-image", "pulumi-python-image"].map((created_by) => ({
                created: "1970-01-01T00:00:00Z",
                created_by,
            })),
        });
        assert.equal(readFile(archiveOf(layers[2] as Buffer), "app/main.py")?.toString(), "print(1)");
        assert.deepEqual(
            published.layers.map(({ unpackedBytes }) => unpackedBytes),
            layers.map(({ length }) => length),
        );
    });

    test("takes settings that come after its build", async () => {
        const settings = { command: ["serve"], entrypoint: ["run"], environment: { A: "2", B: "3" } };
        const { config } = await publishImage(orderOf({ settings }));
        const read = json(registry.blobs.get(`team/api@${config.digest}`)).config;
        assert.deepEqual(
            [read.Cmd, read.Entrypoint, read.Env],
            [["serve"], ["run"], ["PATH=/opt/venv/bin", "A=2", "B=3"]],
        );
    });

    test("is not sent again", async () => {
        assert.ok((await publishImage(orderOf())).sentBytes > 1000);
        registry.requests.length = 0;
        assert.equal((await publishImage(orderOf())).sentBytes, 0);
        assert.deepEqual(registry.requests.filter(isSent), []);
    });

    test("has its inventory attached, and keeps its digest", async () => {
        const sbom = Buffer.from("{}");
        const { digest } = await publishImage(orderOf());
        const { digest: same, manifest } = await publishImage(orderOf({ sbom }));
        assert.equal(same, digest);
        const [, referrer] = [...registry.manifests].find(([, { bytes }]) => json(bytes).subject !== undefined) ?? [];
        assert.deepEqual(json(referrer?.bytes).subject, manifest);
        assert.equal(json(referrer?.bytes).artifactType, "application/vnd.cyclonedx+json");
    });

    test("that its judge refuses has no manifest and no tag", async () => {
        const judge = async () => {
            throw new Error("too large");
        };
        await assert.rejects(publishImage(orderOf({ judge })), /too large/);
        assert.deepEqual([...registry.manifests.keys()], []);
    });
});

describe("layers that are known", () => {
    const knownOf = async (form?: Form): Promise<KnownLayer[]> => [...(await publishImage(orderOf({}, form))).layers];

    test("are neither exported nor sent where the repository has them", async () => {
        const known = await knownOf();
        const { engine, exported } = fakeEngine({ [ID]: image });
        const { digest } = await publishImage(orderOf());
        registry.requests.length = 0;
        assert.equal((await publishImage(orderOf({ engine, known }))).digest, digest);
        assert.deepEqual(exported, []);
        assert.deepEqual(registry.requests.filter(isSent), []);
    });

    test("are exported all the same where the repository has lost them", async () => {
        const known = await knownOf();
        const { digest } = await publishImage(orderOf());
        registry.blobs.delete(`team/api@${known[1]?.blob.digest}`);
        assert.equal((await publishImage(orderOf({ known }))).digest, digest);
        assert.ok(registry.blobs.has(`team/api@${known[1]?.blob.digest}`));
    });

    test("are mounted from where they come from", async () => {
        const from = new RegistryClient(parseRepository(`${registry.host}/base`), undefined, HASTE);
        const { layers } = await publishImage(orderOf({ repository: from }));
        const known = layers.slice(0, 1).map((layer) => ({ ...layer, from }));
        registry.requests.length = 0;
        await publishImage(orderOf({ known }));
        const digest = layers[0]?.blob.digest ?? "";
        assert.ok(registry.blobs.has(`team/api@${digest}`));
        assert.equal(
            registry.requests.filter((request) => isSent(request) && request.includes(encodeURIComponent(digest)))
                .length,
            0,
        );
    });

    test("but for the code have that alone exported", async () => {
        const known = (await knownOf()).slice(0, 2);
        const edited = await layerOf([[{ name: "app/main.py" }, "print(2)"]]);
        const images = {
            [ID]: { ...image, layers: [...image.layers.slice(0, 3), edited] },
            code: { layers: [edited] },
        };
        const { engine, exported } = fakeEngine(images);
        const { layers } = await publishImage(orderOf({ engine, known, codeTarget: async () => "code" }));
        assert.deepEqual(exported, ["code"]);
        assert.equal(layers.length, 3);
        assert.equal(layers[2]?.engineDiffId, digestOf(edited));
    });
});

describe("layers of a base that were written ahead", () => {
    const gzip = { format: "gzip", level: 6 } as const;

    test("are sent as they are, and give the same image", async () => {
        const { digest } = await publishImage(orderOf());
        registry.blobs.clear();
        const base = { layers: image.layers.slice(0, 1) };
        const ahead = packAhead(fakeEngine({ base }).engine, "base", gzip);
        assert.equal((await publishImage(orderOf({ ahead }))).digest, digest);
        await ahead.close();
    });

    test("come with the image where the engine does not give its base, or another one", async () => {
        const { digest } = await publishImage(orderOf());
        for (const images of [{}, { base: { layers: [await layerOf([[{ name: "other" }, "2"]])] } }]) {
            registry.blobs.clear();
            const ahead = packAhead(fakeEngine(images).engine, "base", gzip);
            assert.equal((await publishImage(orderOf({ ahead }))).digest, digest);
            await ahead.close();
        }
    });

    test("that are not wanted give their room back", async () => {
        const known = [...(await publishImage(orderOf())).layers];
        const ahead = packAhead(fakeEngine({ base: { layers: image.layers } }).engine, "base", gzip);
        await publishImage(orderOf({ ahead, known }));
        await ahead.close();
        assert.equal((await ahead.take(image.layers.map(digestOf))).size, 0);
    });
});

describe("a registry without its own list of referrers", () => {
    test("keeps it under a tag, to which another one is added", async () => {
        registry.abilities = { referrers: false };
        const { digest } = await publishImage(orderOf({ sbom: Buffer.from("{}") }));
        await publishImage(orderOf({ sbom: Buffer.from("{}") }));
        await publishImage(orderOf({ sbom: Buffer.from('{"a":1}') }));
        const index = json(registry.manifests.get(`team/api:${digest.replace(":", "-")}`)?.bytes);
        assert.equal(index.manifests.length, 2);
        for (const entry of index.manifests) {
            assert.equal(entry.artifactType, "application/vnd.cyclonedx+json");
            assert.equal(json(registry.manifests.get(`team/api@${entry.digest}`)?.bytes).subject.digest, digest);
        }
    });
});

describe("an immutable tag", () => {
    test("that names the image already is as good as one that was written", async () => {
        const { digest } = await publishImage(orderOf());
        registry.abilities = { immutable: true };
        assert.equal((await publishImage(orderOf())).digest, digest);
    });

    test("that names another image is a failure that says so", async () => {
        const { digest } = await publishImage(orderOf());
        registry.abilities = { immutable: true };
        const { message } = await failure(publishImage(orderOf({ labels: {} })));
        assert.equal(
            message,
            `PUT http://${registry.host}/v2/team/api/manifests/py-1: TAG_IMMUTABLE: the tag "py-1" is immutable and names ` +
                `another image, ${digest}. Leave out "tag", so that each content gets a tag of its own, or let the ` +
                "repository's tags be moved.",
        );
    });
});

test("whatever fault befalls whichever request, the image is right or the error is clear, and the next run succeeds", async () => {
    const through = (patience = HASTE) =>
        orderOf({ repository: clientOf(proxy, undefined, patience), sbom: Buffer.from("{}") });
    image = { ...image, layers: image.layers.filter((_, place) => place !== 2) };
    const { digest } = await publishImage(through());
    const count = proxy.requests.length;
    assert.ok(count > 10);
    for (const fault of FAULTS) {
        // What comes late is waited for: a few places tell as much as all.
        for (let place = 0; place < count; place += fault === "delay" ? 4 : 1) {
            registry.blobs.clear();
            registry.manifests.clear();
            proxy.reset();
            // The fault stays for as long as the request is tried again, every third time.
            const isLasting = place % 3 === 0;
            proxy.plan = (number) => ((isLasting ? number >= place : number === place) ? fault : undefined);
            const outcome = await publishImage(through({ ...HASTE, attempts: 2 })).then(
                (published) => published.digest,
                (error: Error) => error.message,
            );
            assert.match(outcome, new RegExp(`^${digest}$|^(?:HEAD|POST|PUT|PATCH|GET|DELETE) http://\\S+: [A-Z]\\w+`));
            const tagged = registry.manifests.get("team/api:py-1");
            assert.ok(tagged === undefined || digestOf(tagged.bytes) === digest, "what the tag names is whole");
            proxy.plan = () => undefined;
            assert.equal((await publishImage(through())).digest, digest);
        }
    }
});
