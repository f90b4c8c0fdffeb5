import assert from "node:assert/strict";
import { test } from "node:test";
import { Compression } from "../../components/python-image/choices";
import { checkCompressor, resolveCompression } from "../../components/python-image/plan/compression";
import { Problems } from "../../components/python-image/plan/problem";

const resolve = (args: object) => resolveCompression(args, new Problems());

test("levels are 6 for gzip and 9 for zstd unless another is asked for", () => {
    assert.deepEqual(resolve({}), { format: "gzip", level: 6 });
    assert.deepEqual(resolve({ compression: Compression.Zstd }), { format: "zstd", level: 9 });
    assert.deepEqual(resolve({ compression: Compression.Zstd, compressionLevel: 19 }), { format: "zstd", level: 19 });
});

test("zstd says which Node.js it needs, gzip needs none", () => {
    const old = { version: "20.20.2", canWriteZstd: false };
    const saysOf = (compression: Compression, runtime = old) => {
        const problems = new Problems();
        checkCompressor(resolve({ compression }), runtime, problems);
        return problems.all.map(({ message }) => message);
    };
    assert.deepEqual(saysOf(Compression.Zstd), [
        "compression: expected Node.js 22.15 or newer for `Compression.Zstd`, got 20.20.2. " +
            "Run the program with a newer Node.js, or use `Compression.Gzip`.",
    ]);
    assert.deepEqual(saysOf(Compression.Zstd, { version: "24.1.0", canWriteZstd: true }), []);
    assert.deepEqual(saysOf(Compression.Gzip), []);
});
