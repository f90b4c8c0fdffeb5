import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";

const root = join(__dirname, "../../..");

/** A clone with one command, `hello`, and an npm that notes its arguments and links what is installed here. */
function clone(t: TestContext): { run(): string; installed(): string } {
    const folder = mkdtempSync(join(tmpdir(), "start-"));
    t.after(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, "setup"));
    copyFileSync(join(root, "setup/start.mjs"), join(folder, "setup/start.mjs"));
    writeFileSync(
        join(folder, "setup/hello.ts"),
        "const words: string[] = process.argv.slice(2);\nconsole.log(...words);\n",
    );
    writeFileSync(
        join(folder, "package-lock.json"),
        JSON.stringify({
            packages: { "": {}, "node_modules/tsx": { version: "1.0.0" }, "node_modules/other": { optional: true } },
        }),
    );
    const installed = { packages: { "node_modules/tsx": { version: "1.0.0" } } };
    writeFileSync(
        join(folder, "npm.cjs"),
        `const fs = require("node:fs");
         fs.appendFileSync("npm.log", process.argv.slice(2).join(" ") + "\\n");
         fs.mkdirSync("node_modules", { recursive: true });
         fs.rmSync("node_modules/tsx", { force: true });
         fs.symlinkSync(${JSON.stringify(join(root, "node_modules/tsx"))}, "node_modules/tsx");
         fs.writeFileSync("node_modules/.package-lock.json", ${JSON.stringify(JSON.stringify(installed))});`,
    );
    const env = { ...process.env, npm_execpath: join(folder, "npm.cjs") };
    const words = [join(folder, "setup/start.mjs"), "hello", "big", "world"];
    return {
        run: () =>
            execFileSync(process.execPath, words, { env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
        installed: () => readFileSync(join(folder, "npm.log"), "utf8"),
    };
}

test("the first command in a fresh clone installs node_modules, without what dependencies compile; the next does not", (t) => {
    const { run, installed } = clone(t);
    assert.equal(run(), "big world\n");
    assert.equal(installed(), "ci --ignore-scripts --no-audit --no-fund\n");
    assert.equal(run(), "big world\n");
    assert.equal(installed().split("\n").length, 2);
});
