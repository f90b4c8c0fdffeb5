import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Strategy } from "../../components/index";
import { runContainer } from "../support/container";
import { liveProgram, onEngine } from "../support/live-program";
import { sharedBase } from "../support/machine";

/** A package that loads one of its modules when it is used: by a function everywhere, by the language itself on 3.15. */
const lazy = {
    "lazy/pyproject.toml": '[project]\nname = "lazy"\nversion = "1"\ndependencies = ["six"]\n',
    "lazy/lazy/__init__.py":
        '__lazy_modules__ = ["lazy.later"]\nimport lazy.later\n\n\ndef word():\n    return lazy.later.WORD\n',
    "lazy/lazy/later.py": "import six\n\nWORD = six.__name__\n",
    "requirements.txt": "./lazy\n",
};

for (const version of ["3.14", "3.15"]) {
    describe(`Python ${version}`, () => {
        for (const strategy of [Strategy.MultiStage, Strategy.Minimal]) {
            it(`runs what loads modules lazily, in ${strategy}`, async () => {
                await sharedBase(`python:${version}-slim`);
                const program = await liveProgram(lazy, onEngine);
                const image = await program.up("lazy", {
                    repository: `${program.registry}/lazy`,
                    pythonVersion: version,
                    strategy,
                });
                const code = "import sys, lazy; print(sys.version_info[:2], lazy.word())";
                const run = await runContainer(program.docker, image.ref, ["python", "-c", code]);
                assert.equal(run.stdout, `(3, ${version.slice(2)}) six\n`, run.stderr);
                const compiled =
                    "import importlib.util as u, lazy.later as m, os; print(os.path.exists(u.cache_from_source(m.__file__)))";
                assert.equal(
                    (await runContainer(program.docker, image.ref, ["python", "-c", compiled])).stdout,
                    "True\n",
                );
            });
        }
    });
}
