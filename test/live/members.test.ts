import assert from "node:assert/strict";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import type { PythonImageArgs } from "../../components/index";
import { runContainer } from "../support/container";
import { type LiveProgram, liveProgram, onEngine } from "../support/live-program";
import { answerOf } from "../support/web";

const fixtures = join(__dirname, "../fixtures");

describe("projects as they are", () => {
    let program: LiveProgram;

    before(async () => {
        program = await liveProgram({}, onEngine);
        cpSync(fixtures, program.directory, { recursive: true });
    });

    const up = (name: string, args: Omit<PythonImageArgs, "repository">) =>
        program.up(name, { repository: `${program.registry}/${name}`, ...args });
    const python = async (ref: string, code: string) => {
        const run = await runContainer(program.docker, ref, ["python", "-c", code]);
        assert.equal(run.exitCode, 0, run.stderr);
        return run.stdout.trim();
    };
    const names = (image: { packages: { name: string }[] }) => image.packages.map(({ name }) => name).sort();

    it("the member of a uv workspace whose root is no project: its own packages, and edits of others are none", async () => {
        const args = {
            requirements: "uv-members/uv.lock",
            member: "api",
            command: ["uvicorn", "api:app", "--host", "0.0.0.0", "--port", "8000"],
            ports: [8000],
        };
        const image = await up("uv-member", args);
        assert.deepEqual(names(image), ["api", "click", "greet", "h11", "six", "uvicorn"]);
        assert.match(await answerOf(program.docker, image.ref, 8000), /^hello from a member, six 1/);
        program.write({ "uv-members/services/worker/src/worker/__init__.py": "import attrs, greet\n" });
        const again = await up("uv-member", args);
        assert.deepEqual([again.contentHash, again.digest], [image.contentHash, image.digest]);
    });

    it("a Poetry tree: a project that is no package, with path dependencies; and one of them alone", async () => {
        const tree = await up("poetry-tree", { requirements: "poetry-tree/poetry.lock" });
        assert.deepEqual(names(tree), ["api", "attrs", "core", "itsdangerous", "six"]);
        assert.equal(await python(tree.ref, "import api; print(api.says)"), "api with core on itsdangerous and six");
        const core = await up("poetry-member", { requirements: "poetry-tree/poetry.lock", member: "core" });
        assert.deepEqual(names(core), ["core", "itsdangerous"]);
        assert.equal(await python(core.ref, "import core; print(core.says)"), "core on itsdangerous");
    });

    it("pyproject.toml with an extra, a group and a project beside it, by uv and by pip", async () => {
        program.write({
            "declared/pyproject.toml":
                '[project]\nname = "declared"\nversion = "1"\ndependencies = ["six", "greet", "pywin32 ; os_name == \'nt\'"]\n' +
                '[project.optional-dependencies]\nweb = ["itsdangerous"]\n' +
                '[dependency-groups]\nprod = ["attrs", { include-group = "more" }]\nmore = ["idna"]\ndev = ["iniconfig"]\n' +
                '[tool.uv.sources]\ngreet = { path = "../uv-members/libs/greet" }\n' +
                '[tool.setuptools]\npy-modules = ["declared"]\n[build-system]\nrequires = ["setuptools"]\n',
            "declared/declared.py": "import greet, six\nsays = greet.greeting()\n",
        });
        for (const installer of ["uv", "pip"] as const) {
            const image = await up(`declared-${installer}`, {
                requirements: "declared/pyproject.toml",
                extras: ["web"],
                groups: ["prod"],
                installer,
            });
            assert.deepEqual(names(image), ["attrs", "declared", "greet", "idna", "itsdangerous", "six"]);
            assert.equal(await python(image.ref, "import declared; print(declared.says)"), "hello from a member");
        }
    });

    it("a Pipfile.lock with a project of setup.py alone, and requirements of UTF-16 as PowerShell writes them", async () => {
        program.write({
            "pipenv-tree/Pipfile": '[packages]\nsix = "*"\nold = { path = "old" }\n',
            "pipenv-tree/Pipfile.lock": JSON.stringify({
                _meta: { sources: [] },
                default: { six: { version: "==1.17.0" }, idna: { version: "==3.10" }, old: { path: "./old" } },
                develop: { gone: { path: "../gone" } },
            }),
            "pipenv-tree/old/setup.py":
                'from setuptools import setup\nsetup(name="old", version="1", py_modules=["old"])\n',
            "pipenv-tree/old/old.py": "import six\n",
        });
        const image = await up("pipenv-tree", { requirements: "pipenv-tree/Pipfile.lock" });
        assert.deepEqual(names(image), ["idna", "old", "six"]);
        const utf16 = Buffer.from("\uFEFFsix==1.17.0\r\n", "utf16le");
        writeFileSync("frozen.txt", utf16);
        assert.deepEqual(names(await up("utf16", { requirements: "frozen.txt" })), ["six"]);
    });
});
