import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { Installer, type PythonImageArgs } from "../../components";
import { runContainer } from "../support/container";
import { type LiveProgram, liveProgram } from "../support/live-program";
import { writeSourceArchive } from "../support/source-archive";

describe("packages that are built from their sources", () => {
    let program: LiveProgram;

    before(async () => {
        program = await liveProgram();
        const sources = join(program.directory, "sources");
        mkdirSync(sources);
        writeSourceArchive(sources, "old_fashioned", "import pkg_resources");
        writeSourceArchive(sources, "needs_six", "import six, wheel", ["attrs"]);
        writeSourceArchive(sources, "brings_it", "", ["needs_six"]);
        program.write({
            "direct.txt": "--find-links sources\nneeds_six\nsix\n",
            "indirect.txt": "--find-links sources\nbrings_it\nsix\n",
            "old.txt": "--find-links sources\nold_fashioned\n",
        });
    });

    const cases: [string, Partial<PythonImageArgs>, string][] = [
        ["constrained", { requirements: "old.txt", buildConstraints: ["setuptools<81"] }, "import old_fashioned"],
        [
            "without isolation",
            { requirements: "direct.txt", noBuildIsolation: ["needs-six"] },
            "import needs_six, attr",
        ],
    ];
    for (const installer of Object.values(Installer)) {
        for (const [what, args, imports] of cases) {
            it(`${what}, with ${installer}, and nothing of what built them stays`, async () => {
                const name = `builds-${installer}-${what.replace(" ", "-")}`;
                const repository = `${program.registry}/live/${name}`;
                const image = await program.up(name, { repository, installer, ...args, importCheck: [] });
                const absent =
                    "from importlib.util import find_spec as f; print([n for n in ('setuptools', 'wheel') if f(n)])";
                const run = await runContainer(program.docker, image.ref, ["python", "-c", `${imports}\n${absent}`]);
                assert.equal(run.stdout, "[]\n", run.stderr);
            });
        }
    }

    it("without isolation, where another package asks for it", async () => {
        const args = { requirements: "indirect.txt", noBuildIsolation: ["needs_six"] };
        const image = await program.up("indirect", { repository: `${program.registry}/live/indirect`, ...args });
        assert.deepEqual(image.packages.map((one) => one.name).sort(), ["attrs", "brings-it", "needs-six", "six"]);
    });
});
