import assert from "node:assert/strict";
import { test } from "node:test";
import { type FieldResult, fieldPage, groups, tryGroup } from "../field/results";
import type { Trial, TriedImage } from "../field/trial";

const image: TriedImage = { unpackedBytes: 2e8, warnings: [], imported: 10, lost: {}, removed: [] };
const trial: Trial = {
    defaults: image,
    minimal: { ...image, imported: 9, lost: { "six.moves": "ImportError: a|b" }, removed: ["six.old"] },
};

test("a group that is refused is halved down to the package that is to blame", async () => {
    const results: FieldResult[] = [];
    const attempt = async (names: string[]) => {
        if (names.includes("bad")) throw new Error("no wheel");
        return trial;
    };
    await tryGroup(["a", "b", "bad", "c"], attempt, async (result) => void results.push(result));
    assert.deepEqual(
        results.map(({ names, refused }) => [names, refused]),
        [
            [["a", "b"], undefined],
            [["bad"], "no wheel"],
            [["c"], undefined],
        ],
    );
});

test("groups keep the order and leave nothing out", () => {
    assert.deepEqual(groups(["a", "b", "c", "d", "e"], 2), [["a", "b"], ["c", "d"], ["e"]]);
});

test("the page counts packages and modules, and names what is refused or lost, on one line each", () => {
    const page = fieldPage(
        [
            { names: ["a", "six"], trial },
            { names: ["bad"], refused: "no wheel\n  at all" },
        ],
        { date: "2026-01-01", python: "3.13" },
    );
    assert.match(page, /\| built with defaults and with Minimal \| 2 of 3, in 1 images \|/);
    assert.match(page, /\| modules imported with Minimal \| 9 \|/);
    assert.match(page, /fail after it \| 2 \|/);
    assert.match(page, /\| bad \| no wheel at all \|/);
    assert.match(page, /\| six\.moves \| minimal \| ImportError: a\\\|b \|/);
    assert.match(page, /\| six\.old \| minimal \| removed \|/);
    assert.match(page, /\| a, six \| 200 MB \| 200 MB \|/);
});
