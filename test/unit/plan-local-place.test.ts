import assert from "node:assert/strict";
import { test } from "node:test";
import { localPlace } from "../../components/python-image/plan/local-place";
import { Problems } from "../../components/python-image/plan/problem";
import type { ProjectFiles } from "../../components/python-image/plan/project-files";
import { filesOf } from "../support/plan-files";

/** Where `name` is taken from, and what is said where it is nowhere. */
function placed(name: string, file: string, outermost: string, files: ProjectFiles) {
    const problems = new Problems();
    return [localPlace({ name, file, outermost, where: "requirements" }, files, problems), ...problems.messages];
}

test("the file's directory is first, then each above it, and none above the parent of the outermost file's", () => {
    const at = (...places: string[]) => filesOf(Object.fromEntries(places.map((place) => [`${place}/setup.py`, ""])));
    const from = (files: ProjectFiles) => placed("lib", "a/b/c/r.txt", "a/b/r.txt", files)[0];
    assert.equal(from(at("a/b/c/lib", "a/b/lib", "a/lib", "lib")), "a/b/c/lib");
    assert.equal(from(at("a/b/lib", "a/lib", "lib")), "a/b/lib");
    assert.equal(from(at("a/lib", "lib")), "a/lib");
    assert.equal(from(at("lib")), undefined);
    assert.equal(placed("lib", "/srv/r.txt", "/srv/r.txt", at("/lib"))[0], "/lib");
    assert.equal(placed("lib", "/r.txt", "/r.txt", at("/lib"))[0], "/lib");
});

test("a file that lies outside of that parent is asked for its own directory alone", () => {
    const [found, message = ""] = placed("lib", "common/r.txt", "services/api/r.txt", filesOf({ "lib/setup.py": "" }));
    assert.equal(found, undefined);
    assert.match(message, /got none at `common\/lib`\. Paths count/);
});

test("a program that lies at the root of the file system, or just below", (t) => {
    const before = process.cwd();
    t.after(() => process.chdir(before));
    process.chdir("/");
    assert.equal(placed("lib", "r.txt", "r.txt", filesOf({ "lib/setup.py": "" }))[0], "lib");
    assert.equal(placed("lib", "../r.txt", "../r.txt", filesOf({ "../lib/setup.py": "" }))[0], "../lib");
});

test("a directory that is empty is told as what it may be: a submodule that was not fetched", () => {
    const none = filesOf({});
    const files: ProjectFiles = { ...none, kind: (path) => (path === "lib" ? "directory" : "missing") };
    assert.deepEqual(placed("lib", "requirements/r.txt", "requirements/r.txt", files), [
        undefined,
        "requirements: expected a local project or archive, got lib, which is empty. " +
            "If it is a submodule of Git, run `git submodule update --init`.",
    ]);
});

test("an absolute path that holds no project is none", () => {
    const [found, message = ""] = placed("/opt/lib", "r.txt", "r.txt", filesOf({ "/opt/lib/notes.txt": "" }));
    assert.equal(found, undefined);
    assert.match(message, /got \/opt\/lib, which is none\. It is a path of one machine/);
});
