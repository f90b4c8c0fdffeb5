import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { before, describe, it } from "node:test";
import { runBuild } from "../../components/engine/run-build";
import { runContainer } from "../support/container";
import { type LiveProgram, liveProgram, onEngine } from "../support/live-program";

/** Bases as other vendors make them: another user. */
const base = "python-image-test/other-user:1";

describe("bases of another user", () => {
    let program: LiveProgram;
    before(async () => {
        program = await liveProgram({ "base/Dockerfile": "" }, onEngine);
        writeFileSync("base/Dockerfile", "FROM python:3.13-slim\nRUN useradd --uid 1001 --gid 0 default\nUSER 1001\n");
        const order = { context: "base", buildArguments: {}, platform: "linux/amd64", tag: base };
        const built = await runBuild(program.docker, order);
        assert.ok("imageId" in built, JSON.stringify(built));
    });

    it("build with system packages, see the image's variables, and know the user by a name (P3, R3, R4, R5)", async () => {
        const image = await program.up("other-user", {
            repository: `${program.registry}/other-user`,
            packages: ["GitPython"],
            builderImage: base,
            runtimeImage: base,
            runtimePackages: ["libgomp1"],
            environment: { GIT_PYTHON_REFRESH: "quiet" },
        });
        const code =
            "import ctypes, getpass, git, os, pwd; ctypes.CDLL('libgomp.so.1'); " +
            "print(getpass.getuser(), os.getuid(), pwd.getpwuid(os.getuid()).pw_dir, pwd.getpwuid(1001).pw_name)";
        const run = await runContainer(program.docker, image.ref, ["python", "-c", code]);
        assert.equal(run.stdout, "app 10001 /tmp default\n", run.stderr);
    });
});
