import assert from "node:assert/strict";
import { it } from "node:test";
import { runContainer } from "../support/container";
import { liveProgram, onEngine } from "../support/live-program";

it("wheels keep what they load later: helpers in test suites, libraries of submodules, programs", async () => {
    const program = await liveProgram({}, onEngine);
    const image = await program.up("wheels", {
        repository: `${program.registry}/wheels`,
        packages: ["numpy==2.2.6", "scipy==1.15.3", "rdkit", "GitPython"],
        environment: { GIT_PYTHON_REFRESH: "quiet" },
    });
    const code = [
        "import scipy.linalg, numpy.testing, git",
        "from numpy import *",
        "from rdkit.Chem import Draw",
        "print(Draw.__name__)",
    ];
    const run = await runContainer(program.docker, image.ref, ["python", "-c", code.join("\n")]);
    assert.equal(run.stdout, "rdkit.Chem.Draw\n", run.stderr);
});
