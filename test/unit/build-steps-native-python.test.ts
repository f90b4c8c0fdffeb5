import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { temporaryDirectory } from "../support/tree";

const components = join(__dirname, "../../components");

/** Debian's own, whose libraries are below the root: another one may be first on the PATH. */
const python = "/usr/bin/python3";

/** What a program tells that runs by the script, in a build whose builder's root is at `builder`. */
function run(builder: string, interpreter: string, code: string): string {
    const script = join(components, "build-steps/native-python.sh");
    return execFileSync("sh", [script, builder, interpreter, "-I", "-c", code], { encoding: "utf8", stdio: "pipe" });
}

describe("Python of the machine that builds, in a stage of another processor", () => {
    const stage = `import sys; sys.path.insert(0, ${JSON.stringify(components)}); from verify import stage; `;

    test("runs by the builder's loader, and knows how the stage's compiled modules end", () => {
        const code = `${stage}import json; print(json.dumps([stage.NATIVE_PYTHON, stage.EXTENSION_SUFFIXES]))`;
        const [command, suffixes] = JSON.parse(run("", python, code));
        assert.match(command.join(" "), /ld-linux[^ ]+ --library-path [^ ]+ \/usr\/bin\/python3\.\d+$/);
        const here = execFileSync(python, ["-c", "import importlib.machinery as m; print(*m.EXTENSION_SUFFIXES)"]);
        assert.deepEqual(suffixes, here.toString().trim().split(" "));
    });

    test("compiles for the stage", (t) => {
        const folder = temporaryDirectory(t);
        writeFileSync(join(folder, "module.py"), "VALUE = 1\n");
        const compile = `from verify.stage import compile_modules as c; c("/nowhere", ["${folder}/module.py"])`;
        run("", python, stage + compile);
        assert.equal(readdirSync(join(folder, "__pycache__")).length, 1);
    });

    for (const [why, builder, interpreter] of [
        ["has no loader", "/nowhere", python],
        ["has no interpreter", "", "/nowhere/python3"],
    ] as const) {
        test(`is the stage's own where the builder ${why}`, () => {
            assert.equal(run(builder, interpreter, `${stage}print(stage.NATIVE_PYTHON)`), "None\n");
        });
    }
});
