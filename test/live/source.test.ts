import assert from "node:assert/strict";
import { chmodSync, symlinkSync } from "node:fs";
import { before, describe, it } from "node:test";
import type { PythonImageArgs } from "../../components/index";
import { runContainer } from "../support/container";
import { type LiveProgram, liveProgram } from "../support/live-program";

const look = `
import json, os
root = "/srv/app"
print(json.dumps(sorted((os.path.relpath(os.path.join(d, f), root), os.readlink(os.path.join(d, f)) if os.path.islink(os.path.join(d, f))
    else oct(os.stat(os.path.join(d, f)).st_mode)[-3:], int(os.lstat(os.path.join(d, f)).st_mtime)) for d, _, fs in os.walk(root) for f in fs)))
`;

describe("application code", () => {
    let program: LiveProgram;
    let args: PythonImageArgs;

    before(async () => {
        program = await liveProgram({
            "app/main.py": "print('one')\n",
            "app/run.sh": "#!/bin/sh\n",
            "app/nested/naïve file.txt": "é\n",
            "app/.env": "SECRET=1\n",
            "app/.git/config": "[core]\n",
            "app/notes.md": "left out\n",
            "app/.dockerignore": "*.md\n",
        });
        chmodSync("app/run.sh", 0o700);
        symlinkSync("main.py", "app/link.py");
        args = {
            repository: `${program.registry}/source`,
            packages: ["six"],
            source: "app",
            workdir: "/srv/app",
            command: ["python", "main.py"],
        };
    });

    it("arrives whole, with fixed modes and times, and links as links", async () => {
        const image = await program.up("source", args);
        const run = await runContainer(program.docker, image.ref, ["python", "-c", look]);
        assert.deepEqual(JSON.parse(run.stdout), [
            [".dockerignore", "644", 0],
            ["__pycache__/link.cpython-313.pyc", "644", 0],
            ["__pycache__/main.cpython-313.pyc", "644", 0],
            ["link.py", "main.py", 0],
            ["main.py", "644", 0],
            ["nested/naïve file.txt", "644", 0],
            ["run.sh", "755", 0],
        ]);
        assert.equal((await runContainer(program.docker, image.ref, [])).stdout, "one\n");
    });

    it("below /tmp leaves that to everyone", async () => {
        const image = await program.up("source-tmp", { ...args, workdir: "/tmp/app" });
        const code = "import os, tempfile; tempfile.mkdtemp(dir='/tmp'); print(oct(os.stat('/tmp').st_mode)[-4:])";
        const run = await runContainer(program.docker, image.ref, ["python", "-c", code]);
        assert.equal(run.stdout, "1777\n", run.stderr);
    });

    it("is all that is built and pushed again when one file is edited", async () => {
        const one = await program.up("source", args);
        program.write({ "app/main.py": "print('two')\n" });
        const two = await program.up("source", args);
        const layers = (image: typeof one) => image.size.layers.map((layer) => layer.digest);
        const changed = layers(two).flatMap((digest, place) => (digest === layers(one)[place] ? [] : [place]));
        assert.equal(layers(two).length, layers(one).length);
        assert.equal(changed.length, 1, `layers ${changed} changed`);
        assert.notEqual(two.taggedRef, one.taggedRef);
        assert.equal((await runContainer(program.docker, two.ref, [])).stdout, "two\n");
    });
});
