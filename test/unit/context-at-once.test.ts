import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { programFolder } from "../support/staging";
import { readTexts } from "../support/tree";

const run = promisify(execFile);

test("programs that stage the same at once do each other no harm", async (t) => {
    const files = Array.from({ length: 1000 }, (_, place) => [`app/${place % 7}/${place}.py`, `print(${place})\n`]);
    const folder = programFolder(t, Object.fromEntries(files));
    const alone = await folder.stage({ packages: ["six"], source: "../app" });
    const main = join(__dirname, "../support/staging-main.ts");
    for (let round = 0; round < 3; round++) {
        rmSync(join(folder.path, ".python-image"), { recursive: true });
        const command = ["--import", require.resolve("tsx"), main, "../app", String(Date.now() + 1500)];
        const runs = Array.from({ length: 3 }, () => run(process.execPath, command, { cwd: folder.path }));
        for (const { stdout } of await Promise.all(runs)) {
            assert.equal(stdout, alone.hash);
        }
    }
    const texts = readTexts(join(folder.path, alone.path, "source/files"));
    const expected = files.map(([name = "", text]) => [name.slice("app/".length), text]);
    assert.deepEqual(Object.entries(texts).sort(), expected.sort());
    assert.deepEqual(readdirSync(join(folder.path, ".python-image")).sort(), [".gitignore", ".index", "dev"]);
    assert.deepEqual(readdirSync(join(folder.path, ".python-image/.index/dev")), ["api.json"]);
});
