import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { test } from "node:test";

const TESTS = resolve(__dirname, "verify/run.py");
/** The tools run on whatever Python the final stage has: they are tested on every one that is installed here. */
const INTERPRETERS = ["python3", "python3.9", "python3.10", "python3.11", "python3.12", "python3.13", "python3.14"];

const versions = new Map<string, string>();
for (const command of INTERPRETERS) {
    const version = spawnSync(command, ["-c", "import sys; print(sys.version.split()[0])"], { encoding: "utf8" });
    if (version.status === 0 && ![...versions.values()].includes(version.stdout)) {
        versions.set(command, version.stdout);
    }
}

if (versions.size === 0) {
    test("the verify step's tools", {
        skip: "python3 is not installed: the tools of the verify step are untested",
    }, () => {});
}

for (const [command, version] of versions) {
    test(`the verify step's tools on Python ${version.trim()}`, () => {
        const run = spawnSync(command, [TESTS], { encoding: "utf8" });
        const [, count] = /^Ran (\d+) tests? in/m.exec(run.stderr) ?? [];
        assert.equal(run.status, 0, run.stderr);
        assert.ok(Number(count) > 0, `expected tests to run, got:\n${run.stderr}`);
    });
}
