import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { Installer } from "../../components";
import { runContainer } from "../support/container";
import { type LiveProgram, liveProgram, onEngine } from "../support/live-program";
import { writeSourceArchive } from "../support/source-archive";

describe("packages that are built from their sources", () => {
    let program: LiveProgram;

    before(async () => {
        program = await liveProgram({}, onEngine);
        const sources = join(program.directory, "sources");
        mkdirSync(sources);
        writeSourceArchive(sources, "old_fashioned", "import pkg_resources");
        writeSourceArchive(sources, "needs_six", "import six, wheel", ["attrs"]);
        writeSourceArchive(sources, "brings_it", "", ["needs_six"]);
        program.write({
            "direct.txt": "--find-links sources\nneeds_six\nold_fashioned\nsix\n",
            "indirect.txt": "--find-links sources\nbrings_it\nsix\n",
        });
    });

    for (const installer of Object.values(Installer)) {
        it(`are constrained, and not isolated, with ${installer}; nothing of what built them stays`, async () => {
            const image = await program.up(`builds-${installer}`, {
                repository: `${program.registry}/builds-${installer}`,
                requirements: "direct.txt",
                installer,
                buildConstraints: ["setuptools<81"],
                noBuildIsolation: ["needs-six"],
            });
            const lines = [
                "from importlib.util import find_spec",
                "import attr, needs_six, old_fashioned",
                "print([name for name in ('setuptools', 'wheel') if find_spec(name)])",
            ];
            const run = await runContainer(program.docker, image.ref, ["python", "-c", lines.join("\n")]);
            assert.equal(run.stdout, "[]\n", run.stderr);
        });
    }

    for (const installer of Object.values(Installer)) {
        it(`are compiled where the build would go on without a compiler, with ${installer}`, async () => {
            program.write({
                "optional/setup.py":
                    "from setuptools import Extension, setup\n" +
                    "fast = Extension('_fast', ['_fast.c'], optional=True)\n" +
                    "setup(name='optional', version='1', py_modules=['plain'], ext_modules=[fast])\n",
                "optional/_fast.c":
                    "#include <Python.h>\n" +
                    'static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_fast", NULL, -1, NULL};\n' +
                    "PyMODINIT_FUNC PyInit__fast(void) { return PyModule_Create(&module); }\n",
                "optional/plain.py": "try:\n    import _fast as fast\nexcept ImportError:\n    fast = None\n",
                "optional.txt": "./optional\n",
            });
            const name = `optional-${installer}`;
            const args = { requirements: "optional.txt", installer };
            const image = await program.up(name, { repository: `${program.registry}/${name}`, ...args });
            const code = "import plain; print(plain.fast is not None)";
            assert.equal((await runContainer(program.docker, image.ref, ["python", "-c", code])).stdout, "True\n");
        });
    }

    it("are not isolated where another package asks for them", async () => {
        const args = { requirements: "indirect.txt", noBuildIsolation: ["needs_six"] };
        const image = await program.up("indirect", { repository: `${program.registry}/indirect`, ...args });
        assert.deepEqual(image.packages.map((one) => one.name).sort(), ["attrs", "brings_it", "needs_six", "six"]);
    });

    it("are installed by the versions of uv and Poetry that their projects demand (R10)", async () => {
        const fixtures = join(__dirname, "../fixtures");
        for (const name of ["uv-workspace", "poetry-app"]) {
            cpSync(join(fixtures, name), join(program.directory, name), { recursive: true });
        }
        edit("uv-workspace/pyproject.toml", "[tool.uv]\n", '[tool.uv]\nrequired-version = ">=0.8,<0.9"\n');
        edit(
            "poetry-app/pyproject.toml",
            "[build-system]",
            '[tool.poetry]\nrequires-poetry = "<2.3"\n\n[build-system]',
        );
        for (const [name, lock, packages] of [
            ["uv-workspace", "uv.lock", ["api", "greet"]],
            ["poetry-app", "poetry.lock", ["click"]],
        ] as const) {
            const args = { repository: `${program.registry}/demand-${name}`, requirements: `${name}/${lock}` };
            const image = await program.up(`demand-${name}`, args);
            const installed = image.packages.map((one) => one.name);
            assert.deepEqual(
                packages.filter((one) => !installed.includes(one)),
                [],
            );
        }
    });

    function edit(file: string, from: string, to: string): void {
        const at = join(program.directory, file);
        writeFileSync(at, readFileSync(at, "utf8").replace(from, to));
    }

    it("of torch: its backend reaches uv, which tells that its index is not there", async () => {
        const args = { packages: ["torch==99"], torchBackend: "cpu", index: { url: "http://127.0.0.1:9/simple" } };
        await assert.rejects(
            program.up("backend", { repository: `${program.registry}/backend`, ...args }),
            /pytorch\.org/,
        );
    });
});
