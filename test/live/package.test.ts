import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { ensureBuilt } from "../../setup/build";

const root = join(__dirname, "../..");

describe("the package that is published", () => {
    let files: string[] = [];

    before(async () => {
        await ensureBuilt();
        const output = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
            cwd: root,
            encoding: "utf8",
            stdio: ["ignore", "pipe", "ignore"],
        });
        const answer = JSON.parse(output);
        const [{ files: packed }] = Array.isArray(answer) ? answer : Object.values(answer as object);
        files = packed.map(({ path }: { path: string }) => path);
    });

    test("holds only what users need", () => {
        const others = files.filter(
            (file) =>
                !/^dist\/[\w./-]+\.(js|js\.map|d\.ts|py|sh)$/.test(file) &&
                ![
                    "CHANGELOG.md",
                    "LICENSE",
                    "README.md",
                    "PulumiPlugin.yaml",
                    "dist/plugin/schema.json",
                    "dist/verify/imports/dropped_modules.json",
                    "package.json",
                    "plugin/PulumiPlugin.yaml",
                    "plugin/package.json",
                ].includes(file),
        );
        assert.deepEqual(others, []);
        assert.ok(files.includes("dist/plugin/schema.json"));
    });

    test("has types and source maps for each of its modules", () => {
        const modules = files.filter((file) => file.endsWith(".js")).map((file) => file.replace(/\.js$/, ""));
        assert.ok(modules.includes("dist/index"));
        const lacking = modules.flatMap((module) =>
            [".d.ts", ".js.map"].map((end) => module + end).filter((file) => !files.includes(file)),
        );
        assert.deepEqual(lacking, []);
    });
});
