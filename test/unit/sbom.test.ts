import assert from "node:assert/strict";
import { test } from "node:test";
import { pack } from "tar-stream";
import { readSbom, sbomLayer } from "../../components/python-image/outputs/sbom";

const inventory = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    components: [
        component("six", "1.17.0", 80_000),
        component("numpy", "2.4.6", 44_000_000),
        component("attrs", "25.1", 80_000),
        { type: "library", name: "libpq5", version: "17", purl: "pkg:deb/debian/libpq5@17" },
    ],
};

function component(name: string, version: string, bytes: number) {
    const properties = [
        { name: "other", value: "1" },
        { name: "python-image:bytes", value: String(bytes) },
    ];
    return { type: "library", name, version, purl: `pkg:pypi/${name}@${version}`, properties };
}

/** A layer that holds `files`, as a tar stream. */
async function layerOf(files: { [path: string]: string }): Promise<Buffer> {
    const archive = pack();
    archive.entry({ name: "usr/", type: "directory" });
    for (const [name, text] of Object.entries(files)) {
        archive.entry({ name }, text);
    }
    archive.finalize();
    const chunks: Buffer[] = [];
    for await (const chunk of archive) {
        chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks);
}

test("distributions of the environment come largest first, and those of equal size by name", async () => {
    for (const prefix of ["", "./", "/"]) {
        const text = JSON.stringify(inventory);
        const layer = await layerOf({
            "usr/other.json": "{}",
            [`${prefix}usr/share/python-image/sbom.cdx.json`]: text,
        });
        assert.deepEqual(await readSbom(layer), [
            { name: "numpy", version: "2.4.6", bytes: 44_000_000 },
            { name: "attrs", version: "25.1", bytes: 80_000 },
            { name: "six", version: "1.17.0", bytes: 80_000 },
        ]);
    }
});

test("an empty inventory is one; a layer without any has none", async () => {
    assert.deepEqual(await readSbom(await layerOf({ "usr/share/python-image/sbom.cdx.json": "{}" })), []);
    assert.equal(await readSbom(await layerOf({ "usr/share/sbom.cdx.json": "{}" })), undefined);
});

test("the layer of the inventory is told by the instruction that made it, not counting empty ones", () => {
    const history = [
        { created_by: "/bin/sh -c #(nop) ADD file:0a in /" },
        { created_by: "ENV A=1", empty_layer: true },
        { created_by: "COPY /out/environment / # buildkit" },
        { created_by: "COPY /out/sbom / # buildkit" },
        { created_by: "COPY /out / # buildkit" },
        { created_by: "WORKDIR /app", empty_layer: true },
    ];
    assert.equal(sbomLayer(history, ["base", "environment", "sbom", "source"]), "sbom");
    assert.equal(
        sbomLayer([...history, { created_by: "COPY /out/sbom / # buildkit" }], ["a", "b", "c", "d", "e"]),
        "e",
    );
    assert.equal(sbomLayer(history.slice(0, 3), ["base", "environment"]), undefined);
    assert.equal(sbomLayer([{}], ["base"]), undefined);
});

test("a base whose history lacks some of its layers does not lead to another one", () => {
    const history = [{ created_by: "COPY /out/sbom / # buildkit" }, { created_by: "COPY /out / # buildkit" }];
    assert.equal(sbomLayer(history, ["base", "base", "environment", "sbom", "source"]), "sbom");
});
