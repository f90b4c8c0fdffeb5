import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { runContainer } from "../support/container";
import { liveProgram, onEngine } from "../support/live-program";

/** Downloads a wheel whose module is one library, and has that library ask for an executable stack. */
const script = `
import glob, os, struct, subprocess, sys, zipfile
subprocess.run([sys.executable, "-m", "venv", "/tmp/tool"], check=True)
subprocess.run(["/tmp/tool/bin/pip", "download", "-q", "--no-deps", "--dest", "/tmp", "ujson==5.10.0"], check=True)
[path] = glob.glob("/tmp/ujson-*.whl")
os.makedirs("/project/wheels", exist_ok=True)
with zipfile.ZipFile(path) as old, zipfile.ZipFile("/project/wheels/" + os.path.basename(path), "w") as new:
    for name in old.namelist():
        data = bytearray(old.read(name))
        if name.startswith("ujson.") and name.endswith(".so"):
            start, size, count = struct.unpack_from("<Q", data, 32)[0], *struct.unpack_from("<HH", data, 54)
            for at in range(start, start + size * count, size):
                if struct.unpack_from("<I", data, at)[0] == 0x6474E551:
                    struct.pack_into("<I", data, at + 4, 7)
        new.writestr(name, bytes(data))
`;

it("a library that wants an executable stack is refused where Debian 13 does, with the ways on (R17)", async () => {
    const program = await liveProgram({ "make.py": script }, onEngine);
    const made = await runContainer(program.docker, "python:3.13-slim", ["python3", "/project/make.py"], {
        HostConfig: { Binds: [`${program.directory}:/project`, "python-image-tests-cache:/root/.cache"] },
    });
    assert.equal(made.exitCode, 0, made.stderr);
    const [wheel] = readdirSync(join(program.directory, "wheels"));
    program.write({ "requirements.txt": `./wheels/${wheel}\n` });
    const args = { repository: `${program.registry}/executable-stack`, requirements: "requirements.txt" };
    await assert.rejects(program.up("stack", args), (error: Error) => {
        assert.match(error.message, /ujson/);
        assert.match(error.message, /executable stack/);
        assert.match(error.message, /Debian 12/);
        assert.match(error.message, /newer/i);
        assert.doesNotMatch(error.message, /importCheck/);
        return true;
    });
});
