import assert from "node:assert/strict";
import { test } from "node:test";
import { humanBytes, sizeLine } from "../../components/python-image/size-report";
import type { ImageSize } from "../../components/registry/image-size";

test("bytes are shown with three digits and a decimal unit", () => {
    const cases: [number, string][] = [
        [0, "0 B"],
        [1, "1 B"],
        [999, "999 B"],
        [1000, "1 kB"],
        [1234, "1.23 kB"],
        [999_499, "999 kB"],
        [999_600, "1 MB"],
        [82_449_000, "82.4 MB"],
        [1_380_000_000, "1.38 GB"],
        [12_345_000_000_000, "12300 GB"],
    ];
    for (const [bytes, text] of cases) {
        assert.equal(humanBytes(bytes), text);
    }
});

const layer = { digest: "sha256:0a", compressedBytes: 1, unpackedBytes: 1 };
const size = (compressedBytes: number, unpackedBytes: number): ImageSize => ({
    compressedBytes,
    unpackedBytes,
    layers: [layer, layer],
});

test("one line tells a size and how it changed", () => {
    const now = size(74_100_000, 228_000_000);
    const line = (last: ImageSize | undefined) => sizeLine(now, last);
    assert.equal(line(undefined), "74.1 MB compressed, 228 MB unpacked, 2 layers");
    assert.equal(line(size(74_100_000, 1)), "74.1 MB compressed (unchanged), 228 MB unpacked, 2 layers");
    assert.equal(line(size(76_600_000, 1)), "74.1 MB compressed (-3.3 %, -2.5 MB), 228 MB unpacked, 2 layers");
    assert.equal(line(size(70_000_000, 1)), "74.1 MB compressed (+5.9 %, +4.1 MB), 228 MB unpacked, 2 layers");
    assert.equal(line(size(74_099_999, 1)), "74.1 MB compressed (+0.0 %, +1 B), 228 MB unpacked, 2 layers");
    assert.equal(line(size(0, 1)), "74.1 MB compressed, 228 MB unpacked, 2 layers");
    assert.equal(sizeLine(size(0, 228_000_000), size(1, 1)), "228 MB unpacked, 2 layers");
});
