import assert from "node:assert/strict";
import { test } from "node:test";
import { comparisonChart } from "../../components/comparison/chart";
import { packageTreemap } from "../../components/comparison/treemap";

const rows = [
    { name: "base", ref: "r/sizes@sha256:1", compressedBytes: 531_000_000, unpackedBytes: 1_518_000_000 },
    { name: "ours", ref: "r/sizes@sha256:2", compressedBytes: 103_000_000, unpackedBytes: 299_000_000 },
];
const packages = [
    { name: "numpy", version: "2.4.6", bytes: 44_000_000 },
    { name: "six", version: "1.17.0", bytes: 11_000_000 },
];

/** What an SVG says, in the order of the text. */
function texts(svg: string): string[] {
    return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1] as string);
}

/** Widths and heights of the coloured shapes with straight edges or rounded corners. */
function extents(svg: string, colour: string): { width: number; height: number }[] {
    return [...svg.matchAll(/<path d="([^"]*)"([^>]*)>/g)]
        .filter(([, , attributes]) => attributes?.includes(`fill="${colour}"`) && attributes.includes('"chart"'))
        .map(([, d = ""]) => {
            const absolute = [...d.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(
                ([, x, y]) => [Number(x), Number(y)] as const,
            );
            const relative = [...d.matchAll(/l(-?[\d.]+) (-?[\d.]+)/g)].map(
                ([, x, y]) => [Number(x), Number(y)] as const,
            );
            const span = (values: number[]) => Math.max(...values) - Math.min(...values);
            return relative.length > 0
                ? { width: Math.max(...relative.map(([x]) => x)), height: Math.max(...relative.map(([, y]) => y)) }
                : { width: span(absolute.map(([x]) => x)), height: span(absolute.map(([, y]) => y)) };
        });
}

test("a bar for each size, labelled, and as long as its share of the largest", () => {
    const svg = comparisonChart(rows);
    assert.deepEqual(texts(svg).sort(), [
        "1.52 GB",
        "103 MB",
        "299 MB",
        "531 MB",
        "base",
        "compressed",
        "ours",
        "unpacked",
    ]);
    const [base, ours] = extents(svg, "#9ec5fe");
    assert.ok(base && ours, svg);
    // The rounded end, three pixels, belongs to the bar but not to the points that are read here.
    assert.ok(Math.abs((ours.width + 3) / (base.width + 3) - 299 / 1518) < 0.01, `${ours.width} of ${base.width}`);
});

test("only unpacked sizes of images that were not pushed", () => {
    const svg = comparisonChart(rows.map((row) => ({ ...row, compressedBytes: 0 })));
    assert.deepEqual(texts(svg).sort(), ["1.52 GB", "299 MB", "base", "ours", "unpacked"]);
});

test("a rectangle for each package, as large as its share", () => {
    const svg = packageTreemap(packages);
    assert.deepEqual(texts(svg).sort(), ["11 MB", "44 MB", "numpy 2.4.6", "six 1.17.0"]);
    const areas = ["#1f4e8c", "#2a7f62"]
        .map((colour) => extents(svg, colour)[0])
        .map((one) => (one?.width ?? 0) * (one?.height ?? 0));
    assert.ok(Math.abs((areas[0] as number) / (areas[1] as number) - 4) < 0.1, `${areas}`);
});

test("no name where there is no room for it", () => {
    const svg = packageTreemap([...packages, { name: "tzdata", version: "2026.6", bytes: 500_000 }]);
    assert.deepEqual(texts(svg).sort(), ["11 MB", "44 MB", "numpy 2.4.6", "six 1.17.0"]);
    assert.ok(extents(svg, "#8a4f1d")[0], "it is drawn all the same");
});

test("a title for those who do not see it", () => {
    assert.match(
        comparisonChart(rows),
        /^<svg role="img" aria-label="Sizes of the images" [^>]*><title>Sizes of the images<\/title>/,
    );
    assert.match(packageTreemap(packages), /><title>Sizes of the packages<\/title>/);
});

test("equal rows and packages give equal drawings", () => {
    assert.equal(comparisonChart(rows), comparisonChart(structuredClone(rows)));
    assert.equal(packageTreemap(packages), packageTreemap(structuredClone(packages)));
});
