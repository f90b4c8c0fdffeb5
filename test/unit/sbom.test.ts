import assert from "node:assert/strict";
import { test } from "node:test";
import { packagesOf } from "../../components/python-image/outputs/sbom";

function component(name: string, version: string, bytes: number) {
    const properties = [
        { name: "other", value: "1" },
        { name: "python-image:bytes", value: String(bytes) },
    ];
    return { type: "library", name, version, purl: `pkg:pypi/${name}@${version}`, properties };
}

test("distributions of the environment come largest first, and those of equal size by name", () => {
    const components = [
        component("six", "1.17.0", 80_000),
        component("numpy", "2.4.6", 44_000_000),
        component("attrs", "25.1", 80_000),
        { type: "library", name: "libpq5", version: "17", purl: "pkg:deb/debian/libpq5@17" },
        { ...component("data", "1", 1), type: "file" },
    ];
    const inventory = { bomFormat: "CycloneDX", specVersion: "1.6", components };
    assert.deepEqual(packagesOf(Buffer.from(JSON.stringify(inventory))), [
        { name: "numpy", version: "2.4.6", bytes: 44_000_000 },
        { name: "attrs", version: "25.1", bytes: 80_000 },
        { name: "six", version: "1.17.0", bytes: 80_000 },
    ]);
});

test("an empty inventory lists nothing", () => assert.deepEqual(packagesOf(Buffer.from("{}")), []));
