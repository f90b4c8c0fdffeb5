import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { readSourceTree, type TreeRules } from "../../components/python-image/context/source-tree";
import { type Tree, temporaryDirectory, writeTree } from "../support/tree";

/** What belongs into an image of a directory that holds `tree`. */
function taken(t: { after(done: () => void): void }, tree: Tree, rules: TreeRules = { honoursIgnoreFile: true }) {
    const root = temporaryDirectory(t);
    writeTree(root, tree);
    return readSourceTree(root, rules);
}

test("junk is left out wherever it lies", (t) => {
    const junk = [
        ".git/HEAD",
        ".hg/x",
        ".svn/x",
        ".venv/bin/python",
        "a/__pycache__/x.cpython-313.pyc",
        "a/old.pyc",
        ".env",
        "a/.env",
        ".env.local",
        ".env.production",
        ".envrc",
        "Pulumi.yaml",
        "Pulumi.dev.yaml",
        ".pytest_cache/x",
        ".mypy_cache/x",
        ".ruff_cache/x",
        ".tox/x",
        ".nox/x",
        ".ipynb_checkpoints/x",
        ".DS_Store",
        ".idea/x",
        "node_modules/x/index.js",
        ".python-image/dev/api/Dockerfile",
        ".pulumi/x",
        "myenv/pyvenv.cfg",
        "myenv/lib/six.py",
        "a/env/pyvenv.cfg",
    ];
    const kept = [
        ".dockerignore",
        ".env.dist",
        ".env.example",
        ".env.sample",
        ".env.template",
        ".gitignore",
        "Env/x.py",
        "a/main.py",
        "env.py",
        "venv/notes.txt",
    ];
    const everything = Object.fromEntries([...junk, ...kept].map((name) => [name, ""]));
    // What is named explicitly is junk all the same.
    const tree = taken(t, { ...everything, ".dockerignore": "!.env\n!.git\n" });
    assert.deepEqual(tree, { files: kept, links: {}, taken: {}, outside: {} });
});

test(".dockerignore is honoured as Docker does", (t) => {
    const tree = taken(t, {
        ".dockerignore": [
            "\uFEFF# what no image needs",
            "",
            "*.md",
            "!README.md",
            "/docs/",
            "**/*.log",
            "data",
            "!data/keep/this.csv",
            "tests/**/big_?.bin",
            "with space.txt  ",
            "[ab].cfg",
        ].join("\r\n"),
        "README.md": "",
        "NOTES.md": "",
        "sub/NOTES.md": "",
        "docs/index.html": "",
        "sub/docs/index.html": "",
        "x.log": "",
        "sub/deep/y.log": "",
        "data/a.csv": "",
        "data/keep/this.csv": "",
        "data/keep/that.csv": "",
        "tests/a/b/big_1.bin": "",
        "tests/a/b/big_12.bin": "",
        "with space.txt": "",
        "a.cfg": "",
        "c.cfg": "",
        "# what no image needs": "",
    });
    assert.deepEqual(tree.files, [
        "# what no image needs",
        ".dockerignore",
        "README.md",
        "c.cfg",
        "data/keep/this.csv",
        "sub/NOTES.md",
        "sub/docs/index.html",
        "tests/a/b/big_12.bin",
    ]);
});

test("an allow-list: everything ignored but what is named", (t) => {
    const tree = taken(t, { ".dockerignore": "*\n!src\n!*.toml\n", "src/a/b.py": "", "x.toml": "", "y.py": "" });
    assert.deepEqual(tree.files, ["src/a/b.py", "x.toml"]);
});

test("without honouring it, .dockerignore is a file like others", (t) => {
    const tree = taken(t, { ".dockerignore": "*.py", "a.py": "" }, {});
    assert.deepEqual(tree.files, [".dockerignore", "a.py"]);
});

test("symbolic links that stay inside are listed as they are written, loops too, and never followed", (t) => {
    const tree = taken(t, {
        "app/main.py": "",
        "app/link.py": { link: "main.py" },
        "app/up": { link: "../app" },
        "app/loop": { link: "." },
        "app/ring": { link: "ring" },
        "app/gone": { link: "nowhere" },
        "app/later": { link: "nowhere" },
        "app/log": { link: "/dev/stdout" },
        "app/.env": { link: "../../secrets" },
        ".dockerignore": "app/gone\n",
    });
    assert.deepEqual(tree, {
        files: [".dockerignore", "app/main.py"],
        links: {
            "app/later": "nowhere",
            "app/link.py": "main.py",
            "app/log": "/dev/stdout",
            "app/loop": ".",
            "app/ring": "ring",
            "app/up": "../app",
        },
        taken: {},
        outside: {},
    });
});

/** What is taken of `app` in a directory that holds `tree`, with paths of the directory as `/`. */
function ofApp(t: { after(done: () => void): void }, tree: Tree, mayTake: string[] = []) {
    const root = temporaryDirectory(t);
    writeTree(root, tree);
    const found = readSourceTree(join(root, "app"), { mayTake: mayTake.map((one) => join(root, one)) });
    return JSON.parse(JSON.stringify(found).replaceAll(root, "")) as typeof found;
}

test("links that lead out are told, but for those that are ignored", (t) => {
    const rules = { honoursIgnoreFile: true };
    const tree = taken(
        t,
        {
            shared: { link: "../shared" },
            "deep/passwd": { link: "/etc/passwd" },
            "deep/gone": { link: "../../gone" },
            ignored: { link: "../shared" },
            ".dockerignore": "ignored\n",
        },
        rules,
    );
    assert.deepEqual(tree.outside, { "deep/gone": "../../gone", "deep/passwd": "/etc/passwd", shared: "../shared" });
    assert.deepEqual([tree.files, tree.links], [[".dockerignore"], {}]);
});

test("links that lead out and back, or by an absolute path to what is inside, become relative", (t) => {
    const root = temporaryDirectory(t);
    writeTree(root, {
        "app/main.py": "",
        "app/deep/back.py": { link: "../../app/main.py" },
        "app/deep/whole": { link: "../../app" },
        "app/absolute.py": { link: join(root, "app/main.py") },
    });
    const { links, outside } = readSourceTree(join(root, "app"));
    assert.deepEqual(links, { "absolute.py": "main.py", "deep/back.py": "../main.py", "deep/whole": ".." });
    assert.deepEqual(outside, {});
});

test("content elsewhere that may be taken is taken along, once, without its junk", (t) => {
    const tree = ofApp(
        t,
        {
            "app/main.py": "",
            "app/shared": { link: "../shared" },
            "app/other": { link: "../shared" },
            "app/LICENSE": { link: "../LICENSE" },
            "app/part": { link: "../shared/inner" },
            "shared/a.py": "",
            "shared/inner/b.py": "",
            "shared/inner/up": { link: ".." },
            "shared/inner/app": { link: "../../app" },
            "shared/__pycache__/a.pyc": "",
            LICENSE: "",
        },
        ["shared", "LICENSE"],
    );
    assert.deepEqual(tree, {
        files: ["LICENSE", "main.py", "other/a.py", "other/inner/b.py"],
        links: { "other/inner/app": "../..", "other/inner/up": "..", part: "other/inner", shared: "other" },
        taken: { LICENSE: "/LICENSE", "other/a.py": "/shared/a.py", "other/inner/b.py": "/shared/inner/b.py" },
        outside: {},
    });
});

test("what builds have left in a project is no part of it, but a package of that name is", (t) => {
    const files = {
        "build/lib/x.py": "",
        "dist/x.whl": "",
        "x.egg-info/PKG-INFO": "",
        "src/x.egg-info/PKG-INFO": "",
        "src/x/build/y.py": "",
        "src/x/__init__.py": "",
        "packages/other/setup.py": "",
    };
    const project = { isProject: true, without: ["packages/other"] };
    assert.deepEqual(taken(t, files, project).files, ["src/x/__init__.py", "src/x/build/y.py"]);
    assert.deepEqual(taken(t, { ...files, "build/__init__.py": "" }, project).files.slice(0, 2), [
        "build/__init__.py",
        "build/lib/x.py",
    ]);
    assert.equal(taken(t, files).files.length, 7);
});

test("a directory that holds a .gitkeep alone is kept by it", (t) =>
    assert.deepEqual(taken(t, { "media/.gitkeep": "", "main.py": "" }).files, ["main.py", "media/.gitkeep"]));

test("what is neither file nor directory nor link is left out", (t) => {
    const root = temporaryDirectory(t);
    writeTree(root, { "a.py": "" });
    execFileSync("mkfifo", [join(root, "pipe")]);
    assert.deepEqual(readSourceTree(root).files, ["a.py"]);
});
