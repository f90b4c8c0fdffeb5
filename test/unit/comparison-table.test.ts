import assert from "node:assert/strict";
import { test } from "node:test";
import type { ComparisonRow } from "../../components/comparison/comparison-row";
import { comparisonTable, markdownTable } from "../../components/comparison/table";

const row = (name: string, compressedBytes: number, unpackedBytes: number): ComparisonRow => ({
    name,
    ref: `r/sizes@sha256:${name}`,
    compressedBytes,
    unpackedBytes,
});

test("sizes with human units, and ratios to the first row", () => {
    const rows = [row("base", 531_000_000, 1_518_400_000), row("ours", 102_960_000, 298_600_000)];
    assert.equal(
        markdownTable(comparisonTable(rows)),
        [
            "| variant | compressed | ratio | unpacked | ratio |",
            "| --- | ---: | ---: | ---: | ---: |",
            "| base | 531 MB | 1.00 | 1.52 GB | 1.00 |",
            "| ours | 103 MB | 0.19 | 299 MB | 0.20 |",
            "",
        ].join("\n"),
    );
});

test("images that were not pushed have no compressed sizes", () => {
    assert.deepEqual(comparisonTable([row("one", 0, 2_000_000), row("two", 0, 3_000_000)]), {
        head: ["variant", "unpacked", "ratio"],
        body: [
            ["one", "2 MB", "1.00"],
            ["two", "3 MB", "1.50"],
        ],
    });
});
