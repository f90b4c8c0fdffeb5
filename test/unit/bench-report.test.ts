import assert from "node:assert/strict";
import { test } from "node:test";
import { type Measurement, median } from "../../bench/measurement";
import { ratiosOf, reportTable } from "../../bench/report";

const measurements: Measurement[] = [
    {
        peer: "article",
        compressedBytes: 139_000_000,
        unpackedBytes: 435_000_000,
        build: { cold: 40, unchanged: 0.5, edit: 1, fresh: 20, editPushedBytes: 5000 },
        container: { start: 0.4, imports: 2 },
    },
    {
        peer: "bound",
        compressedBytes: 55_600_000,
        unpackedBytes: 160_000_000,
        build: undefined,
        container: { start: 0.4, imports: 2.5 },
    },
];

test("each value with its ratio to the yardstick, and nothing where nothing was timed", () => {
    assert.deepEqual(reportTable(measurements, measurements[0]).split("\n"), [
        "| peer | compressed | unpacked | cold | unchanged | edit | edit against cold | fresh runner | fresh runner against cold | pushed by edit | start | imports |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        "| article | 139 MB (1.00) | 435 MB (1.00) | 40.00 s (1.00) | 0.50 s (1.00) | 1.00 s (1.00) | 1.00 s (0.03) | 20.00 s (1.00) | 20.00 s (0.50) | 5 kB (1.00) | 0.40 s (1.00) | 2.00 s (1.00) |",
        "| bound | 55.6 MB (0.40) | 160 MB (0.37) |  |  |  |  |  |  |  | 0.40 s (1.00) | 2.50 s (1.25) |",
        "",
    ]);
});

test("values alone where the yardstick was not measured", () => {
    const [, , row] = reportTable(measurements.slice(1), undefined).split("\n");
    assert.equal(row, "| bound | 55.6 MB | 160 MB |  |  |  |  |  |  |  | 0.40 s | 2.50 s |");
});

test("the same ratios as numbers", () => {
    const [article, bound] = measurements as [Measurement, Measurement];
    assert.deepEqual(ratiosOf(bound, article), {
        compressed: 0.4,
        unpacked: 160 / 435,
        start: 1,
        imports: 1.25,
    });
    assert.equal(ratiosOf(article, article)["edit against cold"], 1 / 40);
    assert.deepEqual(ratiosOf(bound, undefined), {});
});

test("the median", () => {
    assert.equal(median([5, 1, 3]), 3);
    assert.equal(median([10, 9]), 10);
    assert.throws(() => median([]), /expected at least one number/);
});
