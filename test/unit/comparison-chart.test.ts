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

/** Lengths of the bars of a colour. */
function bars(svg: string, colour: string): number[] {
    return [...svg.matchAll(/<path d="M[\d.]+ [\d.]+h([\d.]+)a([\d.]+) [^"]*" fill="([^"]*)"/g)]
        .filter(([, , , fill]) => fill === colour)
        .map(([, straight, round]) => Number(straight) + Number(round));
}

/** Areas of the rectangles of a colour, the gaps between them included. */
function areas(svg: string, colour: string): number[] {
    return [...svg.matchAll(/<rect x="[^"]*" y="[^"]*" width="([^"]*)" height="([^"]*)" fill="([^"]*)"/g)]
        .filter(([, , , fill]) => fill === colour)
        .map(([, width, height]) => (Number(width) + 2) * (Number(height) + 2));
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
    const [base = 0, ours = 0] = bars(svg, "#9ec5fe");
    assert.ok(Math.abs(ours / base - 299 / 1518) < 0.001, `${ours} of ${base}`);
});

test("only unpacked sizes of images that were not pushed", () => {
    const svg = comparisonChart(rows.map((row) => ({ ...row, compressedBytes: 0 })));
    assert.deepEqual(texts(svg).sort(), ["1.52 GB", "299 MB", "base", "ours", "unpacked"]);
});

test("a rectangle for each package, as large as its share", () => {
    const svg = packageTreemap(packages);
    assert.deepEqual(texts(svg).sort(), ["11 MB", "44 MB", "numpy 2.4.6", "six 1.17.0"]);
    const [numpy = 0, six = 0] = [areas(svg, "#1f4e8c")[0], areas(svg, "#2a7f62")[0]];
    assert.ok(Math.abs(numpy / six - 4) < 0.01, `${numpy} and ${six}`);
    assert.ok(Math.abs(numpy + six - 1000 * 560) < 100, "together they fill the picture");
});

test("no name where there is no room for it", () => {
    const svg = packageTreemap([...packages, { name: "tzdata", version: "2026.6", bytes: 500_000 }]);
    assert.deepEqual(texts(svg).sort(), ["11 MB", "44 MB", "numpy 2.4.6", "six 1.17.0"]);
    assert.equal(areas(svg, "#8a4f1d").length, 1, "it is drawn all the same");
});

test("a title for those who do not see it", () => {
    assert.match(
        comparisonChart(rows),
        /^<svg role="img" aria-label="Sizes of the images" [^>]*>\n<title>Sizes of the images<\/title>/,
    );
    assert.match(packageTreemap(packages), /<title>Sizes of the packages<\/title>/);
});

test("equal rows and packages give equal drawings", () => {
    assert.equal(comparisonChart(rows), comparisonChart(structuredClone(rows)));
    assert.equal(packageTreemap(packages), packageTreemap(structuredClone(packages)));
});
