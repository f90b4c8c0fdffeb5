import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { PythonImageArgs } from "../../components/index";
import { runContainer } from "../support/container";
import { type LiveProgram, liveProgram } from "../support/live-program";

/** What builds on a developer's machine and lacks a system library on a slim image, with what it has to do there. */
const workloads: { [name: string]: { args: Partial<PythonImageArgs>; code: string; prints: RegExp } } = {
    "psycopg2 from source": {
        args: { packages: ["psycopg2==2.9.10"], buildPackages: ["libpq-dev"] },
        code: "import psycopg2; print(psycopg2.__libpq_version__ > 0)",
        prints: /^True$/m,
    },
    "mysqlclient from source": {
        args: { packages: ["mysqlclient"], buildPackages: ["libmariadb-dev"] },
        code: "import MySQLdb; print(MySQLdb.get_client_info())",
        prints: /^\d/m,
    },
    lightgbm: {
        args: { packages: ["lightgbm", "numpy"] },
        code: "import lightgbm, numpy; d = lightgbm.Dataset(numpy.arange(200.).reshape(100, 2), numpy.arange(100.)); print(lightgbm.train({'verbose': -1}, d, 2).num_trees())",
        prints: /^2$/m,
    },
    "opencv-python-headless": {
        args: { packages: ["opencv-python-headless"] },
        code: "import cv2, numpy; print(cv2.resize(numpy.zeros((4, 4), 'uint8'), (2, 2)).shape)",
        prints: /^\(2, 2\)$/m,
    },
    "what packages load later: helpers in test suites, libraries of submodules, programs": {
        args: {
            packages: ["numpy==2.2.6", "scipy==1.15.3", "rdkit", "GitPython"],
            environment: { GIT_PYTHON_REFRESH: "quiet" },
        },
        code: "import scipy.linalg, numpy.testing, git; from numpy import *; from rdkit.Chem import Draw; print(Draw.__name__)",
        prints: /^rdkit\.Chem\.Draw$/m,
    },
    "numpy, scipy and scikit-learn": {
        args: { packages: ["numpy", "scipy", "scikit-learn"] },
        code: "import numpy, scipy.linalg; from sklearn.linear_model import LinearRegression as L; x = numpy.arange(9.)[:, None]; print(round(L().fit(x, 2 * x[:, 0]).coef_[0], 6), scipy.linalg.det(numpy.eye(3)))",
        prints: /^2\.0 1\.0$/m,
    },
};

describe("proven before it is pushed, with the system libraries found", () => {
    let program: LiveProgram;

    before(async () => {
        program = await liveProgram();
    });

    for (const [name, { args, code, prints }] of Object.entries(workloads)) {
        it(name, async () => {
            const slug = name.replace(/\W+/g, "-").toLowerCase();
            const image = await program.up(slug, { repository: `${program.registry}/live/${slug}`, ...args });
            const run = await runContainer(program.docker, image.ref, ["python", "-c", code]);
            assert.match(run.stdout, prints, run.stderr);
        });
    }

    it("opencv-python: its libraries are found, or named with the cheaper remedy", async () => {
        const repository = `${program.registry}/live/opencv`;
        const image = await program
            .up("opencv", { repository, packages: ["opencv-python"] })
            .catch((error: Error) => error);
        if (image instanceof Error) {
            assert.match(image.message, /lib(xcb|GL)\.so\.1/);
            assert.match(image.message, /runtimePackages/);
            assert.match(image.message, /opencv-python-headless/);
        } else {
            const run = await runContainer(program.docker, image.ref, [
                "python",
                "-c",
                "import cv2; print(cv2.__name__)",
            ]);
            assert.equal(run.stdout, "cv2\n", run.stderr);
        }
    });

    it("weasyprint: libraries that are opened by name are found by what their import says", async () => {
        const image = await program.up("weasyprint", {
            repository: `${program.registry}/live/weasyprint`,
            packages: ["weasyprint"],
        });
        const code = "import weasyprint; print(weasyprint.HTML(string='<p>hello').write_pdf()[:5])";
        const run = await runContainer(program.docker, image.ref, ["python", "-c", code]);
        assert.equal(run.stdout, "b'%PDF-'\n", run.stderr);
    });

    it("a library that nothing provides is named, and nothing is pushed", async () => {
        program.write({
            "needy/pyproject.toml": '[project]\nname = "needy"\nversion = "1"\n',
            "needy/needy.py": "import ctypes\nctypes.CDLL('libnowhere.so.7')\n",
            "needy.txt": "./needy\n",
        });
        const repository = `${program.registry}/live/needy`;
        const error = await program.up("needy", { repository, requirements: "needy.txt" }).then(
            () => assert.fail("it was pushed"),
            (thrown: Error) => thrown,
        );
        assert.match(error.message, /at the step "Verify the environment in the final stage"/);
        assert.match(error.message, /libnowhere\.so\.7/);
        assert.match(error.message, /needy/);
        assert.match(error.message, /runtimePackages/);
        assert.equal((await fetch(`http://${program.registry}/v2/live/needy/tags/list`)).status, 404);
    });
});
