import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { planOf, problemsOf } from "../support/plan-files";

const lock = { "uv.lock": "", "pyproject.toml": '[project]\nname = "app"\n' };

test("constraints, names and a backend are taken over", () => {
    const plan = planOf({
        packages: ["torch", "flash-attn"],
        buildConstraints: ["setuptools<81", "cython>=3 ; python_version < '3.13'"],
        noBuildIsolation: ["Flash_Attn"],
        torchBackend: "cpu",
    });
    assert.deepEqual(plan.buildConstraints, ["setuptools<81", "cython>=3 ; python_version < '3.13'"]);
    assert.deepEqual(plan.noBuildIsolation, ["flash-attn"]);
    assert.equal(plan.torchBackend, "cpu");
});

describe("what does not fit is told", () => {
    const says = (args: object, message: string, texts = {}) =>
        assert.deepEqual(problemsOf({ packages: ["six"], ...args }, texts), [message]);

    test("a version that is a range", () =>
        says(
            { installerVersion: ">=0.8" },
            'installerVersion: expected a version, got ">=0.8". Give it as it was released: "0.12.1".',
        ));

    test("a package with its version", () =>
        says(
            { noBuildIsolation: ["six==1"] },
            'noBuildIsolation[0]: expected the name of a package, got "six==1". ' +
                "Its version belongs in `requirements` or `packages`.",
        ));

    test("a constraint that is none", () =>
        says(
            { buildConstraints: ["-r other.txt"] },
            'buildConstraints[0]: expected a requirement specifier such as `numpy>=2` (PEP 508), got "-r other.txt". ' +
                "Options and files belong in a requirements file.",
        ));

    test("constraints beside a lock that has its own", () =>
        says(
            { requirements: "uv.lock", packages: [], buildConstraints: ["setuptools<81"] },
            'buildConstraints: expected no such constraints with uv.lock, which holds its own, got ["setuptools<81"]. ' +
                "Give `build-constraint-dependencies` in `[tool.uv]` of pyproject.toml, and run `uv lock`.",
            lock,
        ));

    test("a backend that has no name", () =>
        says(
            { torchBackend: "CPU only" },
            'torchBackend: expected the name of a backend, got "CPU only". ' +
                'Such as "cpu", "cu128", "rocm6.3", "xpu" or "auto".',
        ));

    test("a backend with pip", () =>
        says(
            { torchBackend: "cpu", installer: "pip" },
            "torchBackend: expected uv, which alone knows backends, got pip. Leave out `installer`, or ask for that build " +
                'itself: `torch==2.9.1+cpu`, with `index: { extraUrls: ["https://download.pytorch.org/whl/cpu"] }`.',
        ));

    test("a backend beside uv's lock", () =>
        says(
            { requirements: "uv.lock", packages: [], torchBackend: "cpu" },
            "torchBackend: expected requirements that are not locked, got cpu beside a lock file, which holds one build of " +
                "torch. Name that backend's index in `[tool.uv.sources]` of pyproject.toml, and run `uv lock`.",
            lock,
        ));

    test("a backend beside another lock", () =>
        says(
            { requirements: "pylock.toml", packages: [], torchBackend: "cpu" },
            "torchBackend: expected requirements that are not locked, got cpu beside a lock file, which holds one build of " +
                "torch. Lock torch from that backend's index, such as https://download.pytorch.org/whl/cpu.",
            { "pylock.toml": "" },
        ));
});
