import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { test } from "node:test";
import { bySubject, runTogether } from "../../../../setup/tests/together";

const files = [
    "/t/unit/verify/a.test.ts",
    "/t/unit/verify.test.ts",
    "/t/unit/plan-a.test.ts",
    "/t/unit/plan-b.test.ts",
];

test("a subject is a folder, or the first word of a name", () => {
    const subjects = bySubject("/t/unit", files);
    assert.deepEqual([...subjects.keys()], ["verify", "plan"]);
    assert.deepEqual(subjects.get("plan"), ["/t/unit/plan-a.test.ts", "/t/unit/plan-b.test.ts"]);
});

test("each subject has an entry that runs all of its files, and leaves nothing behind", async () => {
    const entries = await runTogether("/t/unit", files);
    assert.deepEqual(
        entries.files.map((file) => basename(file)),
        ["verify.mts", "plan.mts"],
    );
    assert.deepEqual(readFileSync(entries.files[1] ?? "", "utf8").split("\n"), [
        'import "file:///t/unit/plan-a.test.ts";',
        'import "file:///t/unit/plan-b.test.ts";',
        "",
    ]);
    await entries.remove();
    assert.equal(existsSync(entries.files[0] ?? ""), false);
});
