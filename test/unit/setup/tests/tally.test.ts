import assert from "node:assert/strict";
import { test } from "node:test";
import { reportLines } from "../../../../setup/tests/report";
import { count, emptyTally, type TestEnd } from "../../../../setup/tests/tally";

function ended(end: Partial<TestEnd>): TestEnd {
    return { name: "it works", nesting: 0, file: "/t/a.test.ts", details: {}, ...end };
}

test("tests are counted by how they ended, suites are not", () => {
    const tally = emptyTally();
    count(tally, "test:pass", ended({ details: { duration_ms: 1500 } }));
    count(tally, "test:pass", ended({ nesting: 1, details: { duration_ms: 700 } }));
    count(tally, "test:pass", ended({ details: { type: "suite", duration_ms: 1000 } }));
    count(tally, "test:fail", ended({}));
    count(tally, "test:pass", ended({ skip: "no CLI" }));
    count(tally, "test:pass", ended({ skip: true }));
    count(tally, "test:pass", ended({ todo: "later" }));
    assert.deepEqual(tally, {
        passed: 2,
        failed: 1,
        skipped: new Map([
            ["no CLI", 1],
            ["no reason given", 1],
            ["later", 1],
        ]),
        seconds: new Map([["/t/a.test.ts", 2.5]]),
    });
});

test("a file without a test has failed: the runner reports it as a test of the file's name that passed", () => {
    const tally = emptyTally();
    count(tally, "test:pass", ended({ name: "/t/a.test.ts" }));
    assert.equal(tally.failed, 1);
});

test("the report tells each tier, why tests were skipped and what took long, and ends with the sum alone", () => {
    const seconds = new Map([
        ["/t/fast.test.ts", 59],
        ["/t/slow.test.ts", 61.2],
        ["/t/slowest.test.ts", 120],
    ]);
    const lines = reportLines([
        { tier: "unit", tally: { passed: 7, failed: 1, skipped: new Map(), seconds }, seconds: 2.4 },
        {
            tier: "engine",
            tally: { passed: 0, failed: 0, skipped: new Map([["no CLI", 3]]), seconds: new Map() },
            seconds: 0,
        },
    ]);
    assert.deepEqual(lines, [
        "unit: 7 passed, 1 failed, 0 skipped in 2 s",
        "    slowest: slowest 120 s, slow 61 s",
        "engine: 0 passed, 0 failed, 3 skipped in 0 s",
        "    3 skipped: no CLI",
        "7 passed, 1 failed, 3 skipped",
    ]);
});
