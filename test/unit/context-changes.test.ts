import assert from "node:assert/strict";
import fs, { chmodSync, lstatSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { programFolder } from "../support/staging";
import { listTree, readTexts, type Tree } from "../support/tree";

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

describe("what changed is noticed", () => {
    test("a file of the same size whose time was set back", async (t) => {
        const folder = programFolder(t, repository);
        const file = join(folder.path, "../app/main.py");
        utimesSync(file, 1e9, 1e9);
        // Long enough for what was staged to be taken for settled.
        await setTimeout(60);
        const before = await folder.stage(args);
        writeFileSync(file, "print(2)\n");
        utimesSync(file, 1e9, 1e9);
        const after = await folder.stage(args);
        assert.notEqual(after.hash, before.hash);
        assert.equal(readTexts(join(folder.path, after.path))["source/files/main.py"], "print(2)\n");
    });

    test("the file that a link of requirements leads to", async (t) => {
        const folder = programFolder(t, { ...repository, "program/requirements.txt": { link: "../app/base.txt" } });
        await setTimeout(60);
        const before = await folder.stage({ requirements: "requirements.txt" });
        writeFileSync(join(folder.path, "../app/base.txt"), "scipy\n");
        const after = await folder.stage({ requirements: "requirements.txt" });
        assert.notEqual(after.hash, before.hash);
        assert.equal(readTexts(join(folder.path, after.path))["requirements/requirements.txt"], "scipy\n");
    });

    test("a file that was saved after it was read, while others were", async (t) => {
        const folder = programFolder(t, repository);
        await setTimeout(60);
        const [file, read] = [join(folder.path, "../app/main.py"), fs.readFileSync];
        t.mock.method(fs, "readFileSync", (...given: Parameters<typeof read>) => {
            const content = read(...given);
            if (String(given[0]).endsWith("app/main.py")) {
                writeFileSync(file, "print(2)\n");
            }
            return content;
        });
        await folder.stage(args);
        t.mock.restoreAll();
        await setTimeout(60);
        const after = await folder.stage(args);
        assert.equal(readTexts(join(folder.path, after.path))["source/files/main.py"], "print(2)\n");
    });

    test("a staged file that somebody edited, or made executable", async (t) => {
        const folder = programFolder(t, repository);
        const before = await folder.stage(args);
        const staged = join(folder.path, before.path, "source/files/main.py");
        writeFileSync(staged, "print(3)\n");
        assert.deepEqual(await folder.stage(args), before);
        assert.equal(readTexts(join(folder.path, before.path))["source/files/main.py"], "print(1)\n");
        chmodSync(staged, 0o755);
        assert.deepEqual(await folder.stage(args), before);
        assert.equal(lstatSync(staged).mode & 0o777, 0o644);
    });

    test("what did not change is not written again", async (t) => {
        const folder = programFolder(t, repository);
        const before = await folder.stage(args);
        const states = () =>
            listTree(join(folder.path, before.path)).map((line) => {
                const { ino, mtimeMs } = lstatSync(join(folder.path, before.path, line.slice(6)));
                return `${line} ${ino} ${mtimeMs}`;
            });
        const first = states();
        assert.deepEqual(await folder.stage(args), before);
        assert.deepEqual(states(), first);
    });

    test("an index that is broken, or from another version, does no harm", async (t) => {
        const folder = programFolder(t, repository);
        const before = await folder.stage(args);
        const index = join(folder.path, ".python-image/.index/dev/api.json");
        for (const text of [
            "",
            "{",
            "[]",
            "null",
            '{"writtenAt":1}',
            '{"readAt":9e15,"writtenAt":9e15,"files":{"Dockerfile":1}}',
        ]) {
            writeFileSync(index, text);
            writeFileSync(join(folder.path, before.path, "Dockerfile"), "FROM scratch\n");
            assert.deepEqual(await folder.stage(args), before, text);
            assert.equal(readTexts(join(folder.path, before.path)).Dockerfile, before.dockerfile, text);
        }
    });
});
