import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { publishImage } from "../../components/publish/publish-image";
import { RegistryClient } from "../../components/registry/client";
import { readDocument } from "../../components/registry/manifest-document";
import { parseRepository } from "../../components/registry/reference";
import { readImageSize } from "../../components/registry/size";
import { copyImage } from "../../components/registry/writing/copy-image";
import { type FakeImage, fakeEngine, layerOf } from "../support/exported-image";
import { registryMissing } from "../support/registry-process";
import { type RegistryAuth, startRegistry, type TestRegistry } from "../support/registry-server";

const ID = "sha256:0a";
const sbom = Buffer.from('{"bomFormat":"CycloneDX","specVersion":"1.6","version":1}');
let image: FakeImage;
before(async () => {
    const environment = await layerOf([[{ name: "opt/venv/lib.so" }, Buffer.alloc(20_000_000, "environment")]]);
    image = { layers: [await layerOf([[{ name: "bin/sh" }, "base"]]), environment] };
});

for (const auth of ["none", "htpasswd", "token"] as RegistryAuth[]) {
    describe(`a docker-registry with the login "${auth}"`, { skip: registryMissing }, () => {
        let registry: TestRegistry;
        before(async () => {
            registry = await startRegistry({ auth });
        });
        after(() => registry.stop());
        const login = () => (auth === "none" ? undefined : registry);
        const repository = (name: string) => new RegistryClient(parseRepository(`${registry.host}/${name}`), login());
        const publish = (name: string) =>
            publishImage({
                engine: fakeEngine({ [ID]: image }).engine,
                imageId: ID,
                repository: repository(name),
                tag: "v1",
                compression: { format: "gzip", level: 1 },
                labels: {},
                known: [],
                sbom,
            });

        test("takes an image and gives it back, with its size and its inventory", async () => {
            const published = await publish("team/api");
            assert.equal((await registry.manifest("team/api", "v1")).digest, published.digest);
            const { unpackedBytes, compressedBytes } = await readImageSize(repository("team/api"), published.digest);
            const all = published.layers.reduce((sum, layer) => sum + layer.unpackedBytes, 0);
            assert.equal(unpackedBytes, all);
            assert.equal(published.sentBytes, compressedBytes);
            const list = await readDocument(repository("team/api"), published.digest.replace(":", "-"));
            const [{ digest }] = list.body.manifests as [{ digest: string }];
            const { body } = await readDocument(repository("team/api"), digest);
            assert.equal((body.subject as { digest: string }).digest, published.digest);
        });

        test("is sent nothing that it has", async () => {
            assert.equal((await publish("team/api")).sentBytes, 0);
        });

        test("mounts blobs for a copy in another repository", async () => {
            const { digest } = await publish("team/api");
            const sent = await copyImage(repository("stage/api"), { from: repository("team/api"), digest, tag: "v2" });
            assert.equal(sent, 0);
            assert.equal((await registry.manifest("stage/api", "v2")).digest, digest);
        });
    });
}
