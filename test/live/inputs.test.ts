import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { Installer, Strategy } from "../../components/index";
import { runContainer } from "../support/container";
import { type LiveProgram, liveProgram, onEngine } from "../support/live-program";
import { answerOf } from "../support/web";
import { buildWheel } from "../support/wheel";

const fixtures = join(__dirname, "../fixtures");

describe("any way to name dependencies", () => {
    let program: LiveProgram;

    before(async () => {
        program = await liveProgram({}, onEngine);
        cpSync(fixtures, program.directory, { recursive: true });
    });

    const python = async (ref: string, code: string) => {
        const run = await runContainer(program.docker, ref, ["python", "-c", code]);
        assert.equal(run.exitCode, 0, run.stderr);
        return run.stdout.trim();
    };

    it("uv.lock of a workspace: a FastAPI application with a library beside it, and a group", async () => {
        // What a developer's machine runs it with is another matter.
        program.write({ "uv-workspace/.python-version": "3.11\n" });
        const image = await program.up("uv-workspace", {
            repository: `${program.registry}/uv-workspace`,
            requirements: "uv-workspace/uv.lock",
            pythonVersion: "3.13",
            groups: ["prod"],
            command: ["uvicorn", "api:app", "--host", "0.0.0.0", "--port", "8000"],
            ports: [8000],
        });
        assert.equal(await answerOf(program.docker, image.ref, 8000), '{"says":"hello from a workspace"}');
        assert.equal(await python(image.ref, "import itsdangerous; print(itsdangerous.__name__)"), "itsdangerous");
        await assert.rejects(python(image.ref, "import iniconfig"), /No module named 'iniconfig'/);
    });

    it("uv.lock in a single stage by pip, with a project in it", async () => {
        const image = await program.up("uv-single", {
            repository: `${program.registry}/uv-single`,
            requirements: "uv-workspace/uv.lock",
            pythonVersion: "3.13",
            strategy: Strategy.SingleStage,
            installer: Installer.Pip,
        });
        assert.equal(await python(image.ref, "import greet; print(greet.greeting())"), "hello from a workspace");
        await assert.rejects(python(image.ref, "import pip"), /No module named 'pip'/);
    });

    it("poetry.lock: the project and a group, without its development group", async () => {
        const image = await program.up("poetry-app", {
            repository: `${program.registry}/poetry-app`,
            requirements: "poetry-app/poetry.lock",
            groups: ["web"],
            extras: ["color"],
        });
        const code = "import poetry_app, itsdangerous, colorama; poetry_app.main(standalone_mode=False)";
        assert.equal(await python(image.ref, code), "poetry-app");
        await assert.rejects(python(image.ref, "import iniconfig"), /No module named 'iniconfig'/);
    });

    it("a project whose build wants times of its files that archives can hold", async () => {
        program.write({
            "flit/requirements.txt": "./lib\n",
            "flit/lib/pyproject.toml":
                '[build-system]\nrequires = ["flit_core==3.12.0"]\nbuild-backend = "flit_core.buildapi"\n' +
                '[project]\nname = "lib"\nversion = "1"\ndescription = "A library"\n',
            "flit/lib/lib.py": 'says = "hello from flit"\n',
        });
        const repository = `${program.registry}/flit`;
        const image = await program.up("flit", { repository, requirements: "flit/requirements.txt" });
        assert.equal(await python(image.ref, "import lib; print(lib.says)"), "hello from flit");
    });

    it("Pipfile.lock", async () => {
        const repository = `${program.registry}/pipenv-app`;
        const image = await program.up("pipenv-app", { repository, requirements: "pipenv-app/Pipfile.lock" });
        assert.equal(await python(image.ref, "import click; print(click.__name__)"), "click");
    });

    it("pylock.toml, and a requirements file with hashes", async () => {
        for (const file of ["pylock.toml", "hashed.txt"]) {
            const name = file.replace(".", "-");
            const image = await program.up(name, {
                repository: `${program.registry}/${name}`,
                requirements: `locked/${file}`,
            });
            assert.equal(await python(image.ref, "import click; print(click.__name__)"), "click");
        }
    });

    it("pylock.toml of a project and of one beside it, and archives in a directory", async () => {
        program.write({
            "project/pylock.toml":
                'lock-version = "1.0"\ncreated-by = "test"\n' +
                '[[packages]]\nname = "app"\ndirectory = { path = ".", editable = true }\n' +
                '[[packages]]\nname = "greet"\ndirectory = { path = "../uv-workspace/libs/greet" }\n',
            "project/pyproject.toml":
                '[project]\nname = "app"\nversion = "1"\n[tool.setuptools]\npy-modules = ["app"]\n',
            "project/app.py": "import greet\nsays = greet.greeting()\n",
        });
        const repository = `${program.registry}/locked`;
        const locked = await program.up("locked", { repository, requirements: "project/pylock.toml" });
        assert.equal(await python(locked.ref, "import app; print(app.says)"), "hello from a workspace");

        await buildWheel(program.docker, ".", "uv-workspace/libs/greet");
        const [wheel = "none"] = await readdir("wheels");
        program.write({
            "linked/links.txt": "--no-index\n--find-links ../wheels\ngreet\n",
            "linked/path.txt": `../wheels/${wheel}\n`,
        });
        for (const file of ["links", "path"]) {
            for (const installer of ["uv", "pip"] as const) {
                const name = `linked-${file}-${installer}`;
                const repository = `${program.registry}/${name}`;
                const image = await program.up(name, { repository, requirements: `linked/${file}.txt`, installer });
                const code = "import greet; print(greet.greeting())";
                assert.equal(await python(image.ref, code), "hello from a workspace");
            }
        }
    });

    it("local paths and nested files, by uv and by pip", async () => {
        program.write({
            "reqs/base.txt":
                "-r ../reqs/more.txt\n-c limits.txt\n../uv-workspace/libs/greet\nsix ; python_version > '3'\n",
            "reqs/more.txt": "click\n",
            "reqs/limits.txt": "click<8.2\n",
        });
        for (const installer of ["uv", "pip"] as const) {
            const name = `nested-${installer}`;
            const repository = `${program.registry}/${name}`;
            const image = await program.up(name, { repository, requirements: "reqs/base.txt", installer });
            const code =
                "import greet, six, importlib.metadata as m; print(greet.greeting(), m.version('click') < '8.2')";
            assert.equal(await python(image.ref, code), "hello from a workspace True");
        }
    });
});
