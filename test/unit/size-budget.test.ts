import assert from "node:assert/strict";
import { test } from "node:test";
import type { ImageFacts } from "../../components/python-image/outputs/image-facts";
import { compressedExcess, unpackedExcess } from "../../components/python-image/size-budget";

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const facts: ImageFacts = {
    size: {
        compressedBytes: 81_500_000,
        unpackedBytes: 250_000_001,
        layers: [
            { digest: digest("a"), compressedBytes: 45_000_000, unpackedBytes: 116_000_000 },
            { digest: digest("b"), compressedBytes: 36_000_000, unpackedBytes: 134_000_000 },
            { digest: digest("c"), compressedBytes: 0, unpackedBytes: 1 },
        ],
    },
    packages: ["pandas", "numpy", "matplotlib", "fonttools", "pillow", "six"].map((name, place) => ({
        name,
        version: `${place}.0`,
        bytes: (60 - 10 * place) * 1_000_000,
    })),
    warnings: [],
};
const listed = [
    "Largest packages:",
    "     60 MB  pandas 0.0",
    "     50 MB  numpy 1.0",
    "     40 MB  matplotlib 2.0",
    "     30 MB  fonttools 3.0",
    "     20 MB  pillow 4.0",
    "Layers, from the base upwards:",
    "     45 MB  sha256:aaaaaaaaaaaa",
    "     36 MB  sha256:bbbbbbbbbbbb",
    "       1 B  sha256:cccccccccccc",
];
const remedy = "Drop or replace a package, prune more, take Strategy.Minimal, or raise the budget.";

test("an image within its budget is not spoken of", () => {
    const budget = { compressedBytes: 81_500_000, unpackedBytes: 250_000_001, growthPercent: 0 };
    assert.equal(unpackedExcess(facts, budget), undefined);
    assert.equal(compressedExcess(facts, budget, facts.size), undefined);
    assert.equal(unpackedExcess(facts, {}), undefined);
    assert.equal(compressedExcess(facts, {}, undefined), undefined);
});

test("over it: by how much, and because of what", () => {
    assert.deepEqual(unpackedExcess(facts, { unpackedBytes: 250_000_000 })?.split("\n"), [
        `sizeBudget.unpackedBytes: expected at most 250000000 bytes (250 MB), got 250000001 (250 MB), 1 bytes (1 B) over. ${remedy}`,
        ...listed,
    ]);
    assert.deepEqual(compressedExcess(facts, { compressedBytes: 80_000_000 }, undefined)?.split("\n"), [
        `sizeBudget.compressedBytes: expected at most 80000000 bytes (80 MB), got 81500000 (81.5 MB), 1500000 bytes (1.5 MB) over. ${remedy}`,
        ...listed,
    ]);
    assert.match(
        unpackedExcess(facts, { unpackedBytes: 0 }) ?? "",
        /^sizeBudget\.unpackedBytes: expected at most 0 bytes/,
    );
});

test("grown too much: which layers are new", () => {
    const [base, ...others] = facts.size.layers;
    const last = {
        compressedBytes: 80_000_000,
        unpackedBytes: 1,
        layers: base === undefined ? [] : [base, ...others.map((one) => ({ ...one, digest: digest("f") }))],
    };
    assert.equal(compressedExcess(facts, { growthPercent: 1.875 }, last), undefined);
    assert.equal(compressedExcess(facts, { growthPercent: 1 }, { ...last, compressedBytes: 0 }), undefined);
    assert.equal(compressedExcess(facts, { growthPercent: 1 }, undefined), undefined);
    assert.deepEqual(compressedExcess(facts, { growthPercent: 1 }, last)?.split("\n"), [
        `sizeBudget.growthPercent: expected at most 80800000 bytes (80.8 MB), got 81500000 (81.5 MB), 700000 bytes (700 kB) over. ${remedy}`,
        ...listed,
        "Layers that the last deployment did not have:",
        "     36 MB  sha256:bbbbbbbbbbbb",
        "       0 B  sha256:cccccccccccc",
    ]);
});
