import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { test } from "node:test";
import type Docker from "dockerode";
import { pack } from "tar-stream";
import { readLocalImage } from "../../components/python-image/outputs/local-image";

/** A tar stream of entries, each a file's content or a link's target. */
async function tar(entries: [string, Buffer | { link: string }][]): Promise<Buffer> {
    const archive = pack();
    for (const [name, content] of entries) {
        if (Buffer.isBuffer(content)) {
            archive.entry({ name }, content);
        } else {
            archive.entry({ name, type: "symlink", linkname: content.link });
        }
    }
    archive.finalize();
    return buffer(archive);
}

/** An engine that exports `exported` as the image `sha256:0a`. */
function engine(exported: Buffer): Docker {
    const getImage = (id: string) => ({
        get: async () => {
            assert.equal(id, "sha256:0a");
            return Readable.from([exported]);
        },
    });
    return { getImage } as unknown as Docker;
}

const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const base = Buffer.alloc(9 * 1024 * 1024, 1);
const environment = Buffer.alloc(3000, 2);
const layerNames = ["a/layer.tar", "b/layer.tar", "c/layer.tar", "d/layer.tar"];

function documents(history: object[]): [string, Buffer][] {
    return [
        ["manifest.json", json([{ Config: "config.json", Layers: layerNames }])],
        ["config.json", json({ rootfs: { diff_ids: ["sha256:1", "sha256:2", "sha256:3", "sha256:1"] }, history })],
    ];
}

test("a connection that breaks while the image is exported is a failure", async () => {
    const broken = new Readable({
        read() {
            this.destroy(new Error("aborted"));
        },
    });
    const docker = { getImage: () => ({ get: async () => broken }) } as unknown as Docker;
    await assert.rejects(readLocalImage(docker, "sha256:0a"), /aborted/);
});

test("sizes are those of the layers as tar streams, also where one layer stands for another", async () => {
    const components = [
        { type: "library", name: "six", version: "1", properties: [{ name: "python-image:bytes", value: "5" }] },
    ];
    const inventory = await tar([["usr/share/python-image/sbom.cdx.json", json({ components })]]);
    const history = [
        { created_by: "ADD file" },
        { created_by: "ENV A=1", empty_layer: true },
        { created_by: "COPY /out/environment / # buildkit" },
        { created_by: "COPY /out/sbom / # buildkit" },
        { created_by: "COPY /out / # buildkit" },
    ];
    const exported = await tar([
        ["a/layer.tar", base],
        ["b/layer.tar", environment],
        ["c/layer.tar", inventory],
        ["d/layer.tar", { link: "../a/layer.tar" }],
        ...documents(history),
    ]);
    assert.deepEqual(await readLocalImage(engine(exported), "sha256:0a"), {
        size: {
            compressedBytes: 0,
            unpackedBytes: 2 * base.length + environment.length + inventory.length,
            layers: [
                { digest: "sha256:1", compressedBytes: 0, unpackedBytes: base.length },
                { digest: "sha256:2", compressedBytes: 0, unpackedBytes: environment.length },
                { digest: "sha256:3", compressedBytes: 0, unpackedBytes: inventory.length },
                { digest: "sha256:1", compressedBytes: 0, unpackedBytes: base.length },
            ],
        },
        packages: [{ name: "six", version: "1", bytes: 5 }],
    });
});

test("an image without an inventory has no packages", async () => {
    const entries: [string, Buffer][] = layerNames.map((name) => [name, environment]);
    const exported = await tar([...entries, ...documents([{ created_by: "ADD file" }])]);
    assert.deepEqual((await readLocalImage(engine(exported), "sha256:0a")).packages, []);
});
