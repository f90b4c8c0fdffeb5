import assert from "node:assert/strict";
import { test } from "node:test";
import { standInRecipe } from "../../../../setup/bases/recipe";

const surroundings = { mirror: "http://mirror.example.org/debian", aptOptions: [], certificates: undefined };

test("each version of Python comes from the release of Debian that carries it", () => {
    assert.equal(standInRecipe("python:3.13-slim", surroundings)?.suite, "trixie");
    assert.equal(standInRecipe("python:3.11", surroundings)?.suite, "bookworm");
    assert.equal(standInRecipe("python:3.15-slim", surroundings)?.suite, "forky");
});

test("there is no recipe for other versions, variants and images", () => {
    for (const image of [
        "python:3.12-slim",
        "python:3.15",
        "python:latest",
        "python",
        "debian:13",
        "s390x/python:3.13-slim",
    ]) {
        assert.equal(standInRecipe(image, surroundings), undefined, image);
    }
});

test("only slim images leave out documentation, only full ones have a compiler", () => {
    const slim = standInRecipe("python:3.13-slim", surroundings)?.options ?? [];
    const full = standInRecipe("python:3.13", surroundings)?.options ?? [];
    const packages = (options: string[]) =>
        options.find((option) => option.startsWith("--include="))?.split(/[=,]/) ?? [];
    assert.ok(slim.includes("--dpkgopt=path-exclude=/usr/share/doc/*"));
    assert.ok(!full.includes("--dpkgopt=path-exclude=/usr/share/doc/*"));
    assert.ok(!packages(slim).includes("gcc"));
    assert.ok(packages(full).includes("gcc"));
    for (const options of [slim, full]) assert.ok(packages(options).includes("ca-certificates"));
});

test("the label's hash changes with everything that a stand-in is made from, and with nothing else", () => {
    const hash = (image: string, changed: object) => standInRecipe(image, { ...surroundings, ...changed })?.hash;
    const hashes = [
        hash("python:3.13-slim", {}),
        hash("python:3.13", {}),
        hash("python:3.13-slim", { mirror: "http://other.example.org/debian" }),
        hash("python:3.13-slim", { certificates: "-----BEGIN CERTIFICATE-----" }),
        hash("python:3.13-slim", { aptOptions: ['Acquire::Check-Date "false";'] }),
    ];
    assert.equal(new Set(hashes).size, hashes.length);
    assert.equal(hash("python:3.13-slim", {}), hashes[0]);
});

test("a stand-in carries the hash as a label and starts as the official image does", () => {
    const recipe = standInRecipe("python:3.13-slim", surroundings);
    assert.ok(recipe?.changes.includes(`LABEL io.python-image.stand-in=${recipe.hash}`));
    assert.ok(recipe?.changes.includes('CMD ["python3"]'));
});

test("a Python that is not the release's own is what python and python3 start", () => {
    const { options = [] } = standInRecipe("python:3.14-slim", surroundings) ?? {};
    const include = options.find((option) => option.startsWith("--include=")) ?? "";
    assert.match(include, /\bpython3\.14,python3\.14-venv\b/);
    assert.doesNotMatch(include, /\bpython3\b(?!\.)/);
    assert.ok(options.some((option) => option.includes('ln -s /usr/bin/python3.14 "$1/usr/local/bin/$name"')));
});

test("a stand-in for another processor is unpacked, and nothing of it is run but what must be", () => {
    const recipe = standInRecipe("arm64v8/python:3.13-slim", surroundings);
    assert.equal(recipe?.architecture, "arm64");
    assert.ok(recipe?.options.includes("--architectures=arm64"));
    assert.ok(recipe?.options.includes("--variant=extract"));
    assert.ok(
        recipe?.options.every((option) => !option.startsWith("--customize-hook") && !option.includes("pip install")),
    );
});
