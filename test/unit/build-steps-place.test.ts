import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { listTree, readTexts, type Tree, temporaryDirectory, writeTree } from "../support/tree";

const script = join(__dirname, "../../components/build-steps/place.py");

/** Places staged code and returns the root that it was placed below. */
function place(t: { after(done: () => void): void }, staged: Tree, links: object, directory: string[]): string {
    const temporary = temporaryDirectory(t);
    writeTree(join(temporary, "staged"), { ...staged, "links.json": JSON.stringify(links) });
    const root = join(temporary, "out");
    const umask = process.umask(0o077);
    try {
        execFileSync("python3", ["-I", script, join(temporary, "staged"), root, ...directory]);
    } finally {
        process.umask(umask);
    }
    return root;
}

const code: Tree = {
    "files/main.py": "print(1)\n",
    "files/pkg/__init__.py": "",
    "files/bin/run": { executable: "#!/bin/sh\n" },
    "files/naïve 名.txt": "ü",
};

test("code lies in the working directory, with its links as links", (t) => {
    const root = place(t, code, { "latest.py": "main.py", "data/passwd": "/etc/passwd", "pkg/up": "../gone" }, [
        "/srv/my app",
    ]);
    assert.deepEqual(listTree(root), [
        "d0755 srv",
        "d0755 srv/my app",
        "d0755 srv/my app/bin",
        "-0755 srv/my app/bin/run",
        "d0755 srv/my app/data",
        "l0777 srv/my app/data/passwd",
        "l0777 srv/my app/latest.py",
        "-0644 srv/my app/main.py",
        "-0644 srv/my app/naïve 名.txt",
        "d0755 srv/my app/pkg",
        "-0644 srv/my app/pkg/__init__.py",
        "l0777 srv/my app/pkg/up",
    ]);
    assert.equal(readlinkSync(join(root, "srv/my app/latest.py")), "main.py");
    assert.equal(readlinkSync(join(root, "srv/my app/data/passwd")), "/etc/passwd");
    assert.equal(readlinkSync(join(root, "srv/my app/pkg/up")), "../gone");
    assert.equal(readTexts(root)["srv/my app/main.py"], "print(1)\n");
});

test("directories of the base keep their modes, and its links their places", (t) => {
    const mode = (path: string) => lstatSync(path).mode & 0o7777;
    const base = temporaryDirectory(t);
    mkdirSync(join(base, "private"), { mode: 0o700 });
    symlinkSync("private", join(base, "link"));
    const root = place(t, code, {}, [join(base, "link/app")]);
    assert.equal(mode(join(root, base, "private")), 0o700);
    assert.equal(mode(join(root, base, "private/app")), 0o755);
    assert.equal(mode(join(root, "tmp")), mode("/tmp"));
    assert.equal(existsSync(join(root, base, "link")), false);
});

test("the sources of a project bear a time that archives can hold", (t) => {
    const root = place(t, code, {}, []);
    assert.equal(lstatSync(join(root, "main.py")).mtime.toISOString(), "1980-01-01T00:00:00.000Z");
});

test("nothing bears the time at which it was placed, the root neither", (t) => {
    const root = place(t, code, { "latest.py": "main.py" }, ["/app"]);
    for (const name of ["", ...readdirSync(root, { recursive: true, encoding: "utf8" })]) {
        assert.equal(lstatSync(join(root, name)).mtimeMs, 0, name);
    }
    assert.equal(lstatSync(root).mode & 0o777, 0o755);
});

test("without code there is an empty working directory", (t) => {
    const root = place(t, {}, {}, ["/app"]);
    assert.deepEqual(listTree(root), ["d0755 app"]);
});

test("without a directory it lies at the root itself, also in one that exists", (t) => {
    const root = place(t, { "files/a/setup.py": "" }, { "a/link": "setup.py" }, []);
    assert.deepEqual(listTree(root), ["d0755 a", "l0777 a/link", "-0644 a/setup.py"]);
});

test("a link that leads out of the tree is not followed when it is placed", (t) => {
    const outside = temporaryDirectory(t);
    mkdirSync(join(outside, "dir"));
    chmodSync(join(outside, "dir"), 0o700);
    place(t, { "files/x": "" }, { out: `${outside}/dir` }, ["/app"]);
    assert.equal(lstatSync(join(outside, "dir")).mode & 0o777, 0o700);
    assert.deepEqual(readdirSync(join(outside, "dir")), []);
});
