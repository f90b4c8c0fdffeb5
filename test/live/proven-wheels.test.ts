import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { PythonImageArgs } from "../../components/index";
import { runContainer } from "../support/container";
import { type LiveProgram, liveProgram } from "../support/live-program";

/** Packages that build on a developer's machine and lack something on a slim image, with what each has to do there. */
const workloads: { [name: string]: { args: Partial<PythonImageArgs>; code: string[]; prints: string } } = {
    "what packages load later: helpers in test suites, libraries of submodules, programs": {
        args: {
            packages: ["numpy==2.2.6", "scipy==1.15.3", "rdkit", "GitPython"],
            environment: { GIT_PYTHON_REFRESH: "quiet" },
        },
        code: [
            "import scipy.linalg, numpy.testing, git",
            "from numpy import *",
            "from rdkit.Chem import Draw",
            "print(Draw.__name__)",
        ],
        prints: "rdkit.Chem.Draw\n",
    },
    "lightgbm, opencv-python-headless and scikit-learn": {
        args: { packages: ["lightgbm", "opencv-python-headless", "scikit-learn"] },
        code: [
            "import cv2, lightgbm, numpy, scipy.linalg",
            "from sklearn.linear_model import LinearRegression",
            "data = lightgbm.Dataset(numpy.arange(200.).reshape(100, 2), numpy.arange(100.))",
            "print(lightgbm.train({'verbose': -1}, data, 2).num_trees())",
            "print(cv2.resize(numpy.zeros((4, 4), 'uint8'), (2, 2)).shape)",
            "x = numpy.arange(9.)[:, None]",
            "print(round(LinearRegression().fit(x, 2 * x[:, 0]).coef_[0], 6), scipy.linalg.det(numpy.eye(3)))",
        ],
        prints: "2\n(2, 2)\n2.0 1.0\n",
    },
};

describe("wheels are proven before they are pushed", () => {
    let program: LiveProgram;

    before(async () => {
        program = await liveProgram();
    });

    for (const [name, { args, code, prints }] of Object.entries(workloads)) {
        it(name, async () => {
            const slug = name.replace(/\W+/g, "-").toLowerCase();
            const image = await program.up(slug, { repository: `${program.registry}/${slug}`, ...args });
            const run = await runContainer(program.docker, image.ref, ["python", "-c", code.join("\n")]);
            assert.equal(run.stdout, prints, run.stderr);
        });
    }
});
