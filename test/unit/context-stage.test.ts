import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { programFolder } from "../support/staging";
import { listTree, readTexts, type Tree } from "../support/tree";

const certificate = (text: string) => `\n-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n\n`;

/** A monorepo: the program, and beside it the application. */
const repository: Tree = {
    "app/requirements.txt": "-r base.txt\npandas\n",
    "app/base.txt": "numpy\n",
    "app/main.py": "print(1)\n",
    "app/bin/run": { executable: "#!/bin/sh\n" },
    "app/latest.py": { link: "main.py" },
    "app/.dockerignore": "*.txt\n",
};
const args = { requirements: "../app/requirements.txt", source: "../app" };

/** Lines of `listTree`, less those of the tools that every build gets. */
function listContext(context: string): string[] {
    return listTree(context).filter((line) => !line.includes(" tools/"));
}

/** Paths of the tools below a folder, or below `under` in it. */
function toolsBelow(folder: string, under = ""): string[] {
    const entries = readdirSync(join(folder, under), { withFileTypes: true });
    const found = entries.flatMap((entry) =>
        entry.isDirectory() ? toolsBelow(folder, join(under, entry.name)) : [join(under, entry.name)],
    );
    return found.filter((path) => /\.(py|sh)$/.test(path)).sort();
}

test("a context holds what the build reads, and nothing else", async (t) => {
    const folder = programFolder(t, repository);
    const staged = await folder.stage(args);
    assert.equal(staged.path, ".python-image/dev/api");
    const context = join(folder.path, staged.path);
    assert.deepEqual(listContext(context), [
        "-0644 Dockerfile",
        "-0644 application.json",
        "d0755 requirements",
        "-0644 requirements/base.txt",
        "-0644 requirements/requirements.txt",
        "d0755 source",
        "d0755 source/files",
        "-0644 source/files/.dockerignore",
        "d0755 source/files/bin",
        "-0755 source/files/bin/run",
        "-0644 source/files/main.py",
        "-0644 source/links.json",
        "d0755 tools",
        "-0644 verify.json",
    ]);
    const components = join(__dirname, "../../components");
    const ours = [...toolsBelow(join(components, "build-steps")), ...toolsBelow(components, "verify")];
    assert.deepEqual(toolsBelow(join(context, "tools")), ours.sort());
    const texts = readTexts(context);
    assert.equal(texts.Dockerfile, staged.dockerfile);
    assert.equal(texts["requirements/requirements.txt"], "-r base.txt\npandas\n");
    assert.deepEqual(JSON.parse(texts["source/links.json"] ?? ""), { "latest.py": "main.py" });
    assert.equal(JSON.parse(texts["verify.json"] ?? "").environment, "/opt/venv");
});

test("without source none is staged, and git ignores all of it", async (t) => {
    const folder = programFolder(t, {});
    await folder.stage({ packages: ["six"] });
    assert.deepEqual(listContext(join(folder.path, ".python-image/dev/api")), [
        "-0644 Dockerfile",
        "d0755 tools",
        "-0644 verify.json",
    ]);
    const texts = readTexts(join(folder.path, ".python-image"));
    assert.equal(texts[".gitignore"], "*\n");
});

test("two checkouts with other users' umasks and modes stage the same", async (t) => {
    const [one, other] = [programFolder(t, repository), programFolder(t, repository)];
    for (const [name, mode] of [
        ["main.py", 0o600],
        ["base.txt", 0o666],
        ["bin/run", 0o700],
        ["requirements.txt", 0o444],
        ["bin", 0o700],
    ] as const) {
        chmodSync(join(other.path, "../app", name), mode);
    }
    const umask = process.umask(0o022);
    try {
        const staged = await one.stage(args);
        process.umask(0o077);
        assert.deepEqual(await other.stage(args), staged);
        const listed = [one, other].map((folder) => listTree(join(folder.path, staged.path)));
        assert.deepEqual(listed[0], listed[1]);
        const texts = [one, other].map((folder) => readTexts(join(folder.path, staged.path)));
        assert.deepEqual(texts[0], texts[1]);
        process.umask(0o002);
        const third = programFolder(t, repository);
        assert.deepEqual(await third.stage(args), staged);
        assert.deepEqual(listTree(join(third.path, staged.path)), listed[0]);
    } finally {
        process.umask(umask);
    }
});

test("what is no longer wanted, or in the way, is removed", async (t) => {
    const folder = programFolder(t, repository);
    const context = join(folder.path, ".python-image/dev/api");
    await folder.stage(args);
    const before = listTree(context);
    rmSync(join(folder.path, "../app/bin"), { recursive: true });
    writeFileSync(join(folder.path, "../app/bin"), "now a file");
    rmSync(join(folder.path, "../app/main.py"));
    mkdirSync(join(folder.path, "../app/main.py"));
    writeFileSync(join(folder.path, "../app/main.py/x"), "now a directory");
    writeFileSync(join(context, "stray"), "");
    mkdirSync(join(context, "stray.d/deep"), { recursive: true });
    rmSync(join(context, "verify.json"));
    symlinkSync("/etc/passwd", join(context, "verify.json"));
    await folder.stage(args);
    assert.deepEqual(
        listContext(context).filter((line) => line.includes("source/files/")),
        [
            "-0644 source/files/.dockerignore",
            "-0644 source/files/bin",
            "d0755 source/files/main.py",
            "-0644 source/files/main.py/x",
        ],
    );
    assert.equal(listTree(context).includes("-0644 verify.json"), true);
    assert.equal(listTree(context).filter((line) => line.includes("stray")).length, 0);
    rmSync(join(folder.path, "../app"), { recursive: true });
    const again = programFolder(t, repository);
    await again.stage(args);
    assert.deepEqual(listTree(join(again.path, ".python-image/dev/api")), before);
});

test("certificates are joined so that others can follow", async (t) => {
    const folder = programFolder(t, { "program/a.pem": certificate("AAAA"), "program/b.pem": certificate("BBBB") });
    const staged = await folder.stage({ packages: ["six"], caCertificates: ["a.pem", "b.pem"] });
    assert.equal(
        readTexts(join(folder.path, staged.path))["ca.pem"],
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" +
            "-----BEGIN CERTIFICATE-----\nBBBB\n-----END CERTIFICATE-----\n",
    );
});

describe("the folder of a context", () => {
    test("is the stack's own: what another one stages does not touch it", async (t) => {
        const folder = programFolder(t, {});
        const args = (stage: string) => ({ packages: ["six"], environment: { STAGE: stage } });
        const dev = await folder.stage(args("dev"));
        const prod = await folder.stage(args("prod"), "api", "prod");
        assert.equal(prod.path, ".python-image/prod/api");
        assert.match(readTexts(join(folder.path, dev.path)).Dockerfile ?? "", /ENV STAGE="dev"/);
        assert.deepEqual(await folder.stage(args("dev")), dev);
    });

    test("is told apart for names that differ only in what a path cannot hold", async (t) => {
        const folder = programFolder(t, {});
        const names = ["a/b", "a b", "a_b", "a:b", ".", "..", ".index", ".gitignore", "-", "é", "x".repeat(300)];
        const paths: string[] = [];
        for (const name of names) {
            const { path } = await folder.stage({ packages: ["six"] }, name);
            assert.match(path, /^\.python-image\/dev\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/, name);
            paths.push(path);
        }
        assert.equal(new Set(paths).size, names.length, paths.join("\n"));
        assert.equal(paths[names.indexOf("a_b")], ".python-image/dev/a_b");
        assert.deepEqual(
            readdirSync(join(folder.path, ".python-image/dev"))
                .map((name) => `.python-image/dev/${name}`)
                .sort(),
            paths.sort(),
        );
    });
});
