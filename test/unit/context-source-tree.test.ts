import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { readSourceTree } from "../../components/python-image/context/source-tree";
import { type Tree, temporaryDirectory, writeTree } from "../support/tree";

/** What belongs into an image of a directory that holds `tree`. */
function taken(t: { after(done: () => void): void }, tree: Tree, honourIgnoreFile = true) {
    const root = temporaryDirectory(t);
    writeTree(root, tree);
    return readSourceTree(root, honourIgnoreFile);
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
    assert.deepEqual(tree, { files: kept, links: {} });
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
    const tree = taken(t, { ".dockerignore": "*.py", "a.py": "" }, false);
    assert.deepEqual(tree.files, [".dockerignore", "a.py"]);
});

test("symbolic links are listed as they are written, and never followed", (t) => {
    const tree = taken(t, {
        "app/main.py": "",
        "app/link.py": { link: "main.py" },
        "app/up": { link: "../app" },
        "app/loop": { link: "." },
        "app/gone": { link: "nowhere" },
        "app/passwd": { link: "/etc/passwd" },
        "app/etc": { link: "/etc" },
        "app/.env": { link: "../secrets" },
        ".dockerignore": "app/gone\n",
    });
    assert.deepEqual(tree, {
        files: [".dockerignore", "app/main.py"],
        links: {
            "app/etc": "/etc",
            "app/link.py": "main.py",
            "app/loop": ".",
            "app/passwd": "/etc/passwd",
            "app/up": "../app",
        },
    });
});

test("what is neither file nor directory nor link is left out", (t) => {
    const root = temporaryDirectory(t);
    writeTree(root, { "a.py": "" });
    execFileSync("mkfifo", [join(root, "pipe")]);
    assert.deepEqual(readSourceTree(root, true), { files: ["a.py"], links: {} });
});
