import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { selectTests, testFiles, tiers } from "../../../../setup/tests/selection";

test("without arguments all tiers are selected, cheapest first, and of other engines a part", () => {
    assert.deepEqual([...selectTests([]).keys()], [...tiers]);
    assert.deepEqual(selectTests([]).get("live"), [""]);
    assert.deepEqual(selectTests([]).get("engines"), ["equal", "28.5-containerd", "fresh-runner", "one-tag"]);
    assert.deepEqual(selectTests(["engines"]).get("engines"), [""]);
});

test("arguments name tiers, and beginnings of files in them", () => {
    assert.deepEqual(
        selectTests(["unit", "test/live/registry", "live/values"]),
        new Map([
            ["unit", [""]],
            ["live", ["registry", "values"]],
        ]),
    );
});

test("an argument that names no tier is refused", () => {
    assert.throws(() => selectTests(["lve"]), {
        message:
            "npm test: expected arguments that begin with check, unit, component, live, engine, engines, field, got lve. Name a tier.",
    });
});

test("the files of a tier are found at any depth, the longest first; a tier without a folder has none", async (t) => {
    const folder = await mkdtemp(join(tmpdir(), "selection-"));
    t.after(() => rm(folder, { recursive: true }));
    await mkdir(join(folder, "deep"));
    for (const name of ["b.test.ts", "a.test.ts", "deep/c.test.ts", "pruned.test.ts", "support.ts"]) {
        await writeFile(join(folder, name), "");
    }
    const names = ["pruned.test.ts", "a.test.ts", "b.test.ts", "deep/c.test.ts"];
    assert.deepEqual(
        await testFiles(folder, [""]),
        names.map((name) => join(folder, name)),
    );
    assert.deepEqual(await testFiles(folder, ["deep/"]), [join(folder, "deep/c.test.ts")]);
    assert.deepEqual(await testFiles(join(folder, "none"), [""]), []);
});
