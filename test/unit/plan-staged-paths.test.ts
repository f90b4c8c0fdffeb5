import assert from "node:assert/strict";
import { test } from "node:test";
import { commonDirectory, pathBelow } from "../../components/python-image/plan/staged-paths";

test("files lie below what they have in common, wherever the program lies", () => {
    const cases: [string[], string, string[]][] = [
        [["r.txt"], ".", ["r.txt"]],
        [["a/b/c.txt"], "a/b", ["c.txt"]],
        [["a/b/c.txt", "a/d.txt"], "a", ["b/c.txt", "d.txt"]],
        [["a/b/c.txt", "a/b/d/e.txt"], "a/b", ["c.txt", "d/e.txt"]],
        [["ab/c.txt", "a/c.txt"], ".", ["ab/c.txt", "a/c.txt"]],
        [["../app/r.txt"], "../app", ["r.txt"]],
        [["../app/r.txt", "../app/lib/r.txt"], "../app", ["r.txt", "lib/r.txt"]],
        [["../app/r.txt", "../lib/r.txt"], "..", ["app/r.txt", "lib/r.txt"]],
        [["r.txt", "../r.txt"], "..", ["_/r.txt", "r.txt"]],
        [["../app/r.txt", "../../r.txt"], "../..", ["_/app/r.txt", "r.txt"]],
        [["../../a/r.txt", "../b/r.txt", "c/r.txt"], "../..", ["a/r.txt", "_/b/r.txt", "_/_/c/r.txt"]],
        [["/srv/a/r.txt", "/srv/b/r.txt"], "/srv", ["a/r.txt", "b/r.txt"]],
    ];
    for (const [files, directory, below] of cases) {
        assert.equal(commonDirectory(files), directory, files.join(" "));
        assert.deepEqual(
            files.map((file) => pathBelow(directory, file)),
            below,
            files.join(" "),
        );
    }
});

test("a directory itself lies below another", () => {
    assert.equal(pathBelow("..", ".."), "");
    assert.equal(pathBelow("../app", "../app"), "");
    assert.equal(pathBelow("..", "."), "_");
    assert.equal(pathBelow("../..", "../app"), "_/app");
});
