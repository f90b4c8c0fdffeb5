import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { liveProgram } from "../support/live-program";
import { type Trial, tryEnvironment } from "./trial";

/** Of each kind one: native code, bundled libraries, lazy imports, data files, plug-ins, namespaces, old ways to package. */
const DOZEN = [
    "numpy==2.2.6",
    "scipy==1.15.3",
    "pillow==12.0.0",
    "cryptography==46.0.3",
    "lxml==6.0.2",
    "sqlalchemy==2.0.44",
    "google-cloud-storage==3.5.0",
    "babel==2.17.0",
    "jsonschema==4.25.1",
    "pyyaml==6.0.3",
    "aiohttp==3.13.2",
    "setuptools==80.9.0",
];

describe("a dozen packages of many kinds", () => {
    let trial: Trial;

    before(async () => {
        const { docker } = await liveProgram();
        trial = await tryEnvironment(docker, "dozen", { packages: DOZEN });
    });

    for (const form of ["defaults", "minimal"] as const) {
        it(`lose no module that could be imported before pruning: ${form}`, () => {
            const { imported, lost, removed } = trial[form];
            assert.deepEqual(lost, {});
            assert.deepEqual(removed, []);
            assert.ok(imported > 1000, `${imported} modules`);
        });
    }
});
