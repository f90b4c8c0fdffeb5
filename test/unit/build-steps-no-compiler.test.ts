import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { temporaryDirectory, writeTree } from "../support/tree";

const tool = join(__dirname, "../../components/build-steps/no_compiler.py");

test("a build that calls a compiler which is not there is ended, and the installer is not", (t) => {
    const root = temporaryDirectory(t);
    const note = join(root, "note");
    writeTree(root, {
        "build.py": "import subprocess, sys\nsubprocess.call([sys.argv[1]])\nprint('without it')\n",
        "install.py":
            "import subprocess, sys\n" +
            "done = subprocess.run([sys.executable, 'build.py', sys.argv[1]])\n" +
            "print('build ended with', done.returncode)\n",
    });
    const script = `python3 -I ${tool} stand-ins $$ ${note} && python3 install.py "$1"`;
    const run = (compiler: string) => spawnSync("sh", ["-c", script, "sh", compiler], { cwd: root, encoding: "utf8" });

    assert.equal(run("true").stdout, "without it\nbuild ended with 0\n");
    assert.equal(existsSync(note), false);
    const ended = run(join(root, "stand-ins/c++"));
    assert.equal(ended.stdout, "build ended with -9\n");
    assert.match(ended.stderr, /error: command 'c\+\+' failed: there is no compiler/);
    assert.equal(readFileSync(note, "utf8"), "c++\n");
});
