import assert from "node:assert/strict";
import { test } from "node:test";
import { comparisonChart } from "../../components/comparison/chart";
import { comparisonPage } from "../../components/comparison/page";
import { packageTreemap } from "../../components/comparison/treemap";

const rows = [
    { name: "base", ref: "r/sizes@sha256:1", compressedBytes: 531_000_000, unpackedBytes: 1_518_000_000 },
    { name: "ours", ref: "r/sizes@sha256:2", compressedBytes: 103_000_000, unpackedBytes: 299_000_000 },
];
const packages = [
    { name: "numpy", version: "2.4.6", bytes: 44_000_000 },
    { name: "a<b&c", version: '"1"', bytes: 11_000_000 },
];

test("chart, table, treemap and list, and nothing from elsewhere", () => {
    const page = comparisonPage("sizes", rows, { name: "ours", packages });
    assert.ok(page.includes(comparisonChart(rows)));
    assert.ok(page.includes(packageTreemap(packages)));
    assert.ok(page.includes("<td>base</td><td>531 MB</td><td>1.00</td><td>1.52 GB</td><td>1.00</td>"));
    assert.ok(page.includes("<h2>Packages of ours: 55 MB unpacked</h2>"));
    assert.ok(page.includes("<td>numpy</td><td>2.4.6</td><td>44 MB</td>"));
    assert.doesNotMatch(page, /\b(src|href)=|url\(|@import|<script/);
});

test("names are text, not HTML", () => {
    const page = comparisonPage("<sizes> & more", rows, { name: "ours", packages });
    assert.ok(page.includes("<title>&lt;sizes&gt; &amp; more</title>"));
    assert.ok(page.includes("<td>a&lt;b&amp;c</td><td>&quot;1&quot;</td><td>11 MB</td>"));
    assert.ok(!page.includes("a<b"));
});

test("without an inventory there is no treemap", () => {
    const page = comparisonPage("sizes", rows, undefined);
    assert.ok(page.includes(comparisonChart(rows)));
    assert.doesNotMatch(page, /<h2>|<details>/);
});
