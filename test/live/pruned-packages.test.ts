import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Prune, Strategy } from "../../components/index";
import { acceptanceFiles } from "../support/acceptance-files";
import { runContainer } from "../support/container";
import { liveProgram, onEngine } from "../support/live-program";

/** Packages in which pruning takes much, or could break something: by what they are called in the acceptance checks. */
const others = {
    scipy: "scipy",
    sklearn: "scikit-learn",
    skimage: "scikit-image",
    lightgbm: "lightgbm",
    cv2: "opencv-python-headless",
    pyarrow: "pyarrow pandas",
    astropy: "astropy",
    lxml: "lxml",
    cryptography: "cryptography",
    psycopg: "psycopg[binary]",
    flask: "flask",
    fastapi: "fastapi uvicorn",
    django: "django",
    sqlalchemy: "sqlalchemy",
    babel: "babel",
};

describe("pruned images of other packages", () => {
    const strategies = { safe: {}, least: { strategy: Strategy.Minimal, prune: Prune.Max } };
    for (const [name, variant] of Object.entries(strategies)) {
        it(`${name}: their programs work`, async () => {
            const program = await liveProgram(acceptanceFiles(), onEngine);
            const image = await program.up(name, {
                repository: `${program.registry}/pruned/others-${name}`,
                packages: Object.values(others).flatMap((one) => one.split(" ")),
                source: "acceptance",
                ...variant,
            });
            const command = ["python", "packages.py", ...Object.keys(others)];
            const run = await runContainer(program.docker, image.ref, command);
            assert.equal(run.exitCode, 0, run.stdout + run.stderr);
        });
    }
});

it("an image without time zones does not have to know any", async () => {
    const program = await liveProgram({}, onEngine);
    const image = await program.up("no-zones", {
        repository: `${program.registry}/pruned/no-zones`,
        packages: ["six==1.17.0"],
        strategy: Strategy.Minimal,
        prune: Prune.Max,
    });
    const run = await runContainer(program.docker, image.ref, ["python", "-c", "import six; print(six.__version__)"]);
    assert.equal(run.stdout, "1.17.0\n", run.stderr);
});
