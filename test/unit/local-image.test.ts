import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import type Docker from "dockerode";
import { readLocalImage } from "../../components/python-image/outputs/local-image";
import { digestOf, FORMS, fakeEngine, layerOf } from "../support/exported-image";

const ID = "sha256:0a";

/** A layer with the inventory of one distribution. */
function inventoryOf(name: string): Promise<Buffer> {
    const properties = [{ name: "python-image:bytes", value: "5" }];
    const components = [{ type: "library", name, version: "1", properties }];
    return layerOf([[{ name: "usr/share/python-image/sbom.cdx.json" }, JSON.stringify({ components })]]);
}

test("a connection that breaks while the image is exported is a failure", async () => {
    const broken = new Readable({
        read() {
            this.destroy(new Error("aborted"));
        },
    });
    const inspect = async () => ({ RootFS: { Layers: ["sha256:1"] } });
    const docker = { getImage: () => ({ inspect, get: async () => broken }) } as unknown as Docker;
    await assert.rejects(readLocalImage(docker, ID), /aborted/);
});

for (const form of FORMS) {
    test(`sizes are those of the layers as tar streams, whatever an engine writes: ${form}`, async () => {
        const base = await layerOf([[{ name: "big" }, Buffer.alloc(9 * 1024 * 1024, 1)]]);
        const environment = await layerOf([[{ name: "opt/venv/small" }, "1"]]);
        const layers = [base, await inventoryOf("of-the-base"), environment, await inventoryOf("six"), base];
        const { engine } = fakeEngine({ [ID]: { layers } }, form);
        assert.deepEqual(await readLocalImage(engine, ID), {
            size: {
                compressedBytes: 0,
                unpackedBytes: layers.reduce((sum, { length }) => sum + length, 0),
                layers: layers.map((layer) => ({
                    digest: digestOf(layer),
                    compressedBytes: 0,
                    unpackedBytes: layer.length,
                })),
            },
            packages: [{ name: "six", version: "1", bytes: 5 }],
            warnings: [],
        });
    });
}

test("an image without an inventory has no packages", async () => {
    const { engine } = fakeEngine({ [ID]: { layers: [await layerOf([[{ name: "a" }, "b"]])] } });
    assert.deepEqual((await readLocalImage(engine, ID)).packages, []);
});

test("an export that lacks a layer is a failure", async () => {
    const { engine } = fakeEngine({ [ID]: { layers: [await layerOf([[{ name: "a" }, "b"]])] } });
    const lacking = {
        ...engine,
        getImage: (id: string) => ({ ...engine.getImage(id), inspect: async () => inspected }),
    };
    const inspected = { RootFS: { Layers: ["sha256:1"] } };
    await assert.rejects(
        readLocalImage(lacking as unknown as Docker, ID),
        /sha256:0a: expected all layers in the engine's export, got none of sha256:1\. Build it again/,
    );
});
