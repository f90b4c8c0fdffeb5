import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ImageShape } from "../../components/python-image/args";
import { planOf, problemsOf, type Texts } from "../support/plan-files";

const version = (texts: Texts, args: ImageShape = { requirements: "../api/uv.lock" }) =>
    planOf(args, texts).defaultBuilderImage.replace(/^python:(.*)-slim$/, "$1");

const project = (requires: string): Texts => ({
    "../api/uv.lock": "",
    "../api/pyproject.toml": `[project]\nname = "api"\nrequires-python = "${requires}"\n`,
});

describe("the version of Python follows the project", () => {
    test("requires-python: 3.13 where that is accepted, else the nearest newer one, else an older one", () =>
        assert.deepEqual(
            [">=3.9", ">=3.14", ">=3.10,<3.13", "==3.11.*", "~=3.12.0"].map((one) => version(project(one))),
            ["3.13", "3.14", "3.12", "3.11", "3.12"],
        ));

    test("an exact patch is that of the base; its newest patch is what a version has otherwise", () =>
        assert.deepEqual(
            [
                "==3.13.13",
                "===3.11.4",
                ">=3.11.2,<=3.11.4",
                ">=3.9,<=3.11.4",
                ">=3.13.2",
                "!=3.13.1",
                "==3.11",
                "<=3.11",
            ].map((one) => version(project(one))),
            ["3.13.13", "3.11.4", "3.11.2", "3.10", "3.13", "3.13", "3.11", "3.10"],
        ));

    test("where no version is accepted, nothing is taken in its place", () => {
        const told = (requires: string) => problemsOf({ requirements: "../api/uv.lock" }, project(requires));
        const expected = (requires: string, remedy: string) => [
            `pythonVersion: expected one that the project beside ../api/uv.lock accepts (${requires}), got none of 3.9 to 3.15. ${remedy}`,
        ];
        for (const requires of [">=3.6,<3.8", "==3.7.4", "<3"]) {
            assert.deepEqual(told(requires), expected(requires, "Change what the project accepts."));
        }
        const remedy = 'Give it, such as "3.17", or change what the project accepts.';
        assert.deepEqual(told(">=3.17"), expected(">=3.17", remedy));
        const own = { requirements: "../api/uv.lock", builderImage: "r/own", runtimeImage: "r/own" };
        assert.deepEqual(problemsOf(own, project("<3.8")), []);
        assert.equal(
            version(
                { ...project("<3.8"), "../api/requirements.txt": "six" },
                { requirements: "../api/requirements.txt" },
            ),
            "3.13",
        );
    });

    test("what a Pipfile names is no demand", () => {
        const texts = { Pipfile: '[requires]\npython_version = "3.6"\n', "Pipfile.lock": "{}" };
        assert.equal(version(texts, { requirements: "Pipfile.lock" }), "3.13");
        const beside = { Pipfile: texts.Pipfile, "pyproject.toml": '[project]\nname = "x"\ndependencies = []\n' };
        assert.equal(version(beside, { requirements: "pyproject.toml", pythonVersion: "3.12" }), "3.12");
    });

    test(".python-version, as far as requires-python admits it", () => {
        const pinned = (text: string, requires = ">=3.10") =>
            version({ ...project(requires), "../api/.python-version": text });
        assert.equal(pinned("3.12\n"), "3.12");
        assert.equal(pinned("# ours\n3.11.9\n3.12\n"), "3.11");
        assert.equal(pinned("cpython-3.14-linux-x86_64-gnu"), "3.14");
        assert.equal(pinned("3.9"), "3.13");
        assert.equal(pinned("3.11.4", ">=3.9,<=3.11.4"), "3.11.4");
        for (const other of ["pypy3.10", "3.13t", "my-environment", ""]) {
            assert.equal(pinned(other), "3.13");
        }
    });

    test("a workspace whose root is no project", () =>
        assert.equal(
            version({ "../api/uv.lock": 'version = 1\nrequires-python = ">=3.14"\n', "../api/pyproject.toml": "" }),
            "3.14",
        ));

    test("Poetry and Pipenv", () => {
        const poetry = (python: string) =>
            version(
                { "poetry.lock": "", "pyproject.toml": `[tool.poetry.dependencies]\npython = "${python}"\n` },
                { requirements: "poetry.lock" },
            );
        assert.deepEqual(
            ["^3.10", "~3.11", ">=3.9,<3.13", "3.12.*", "3.11", "~3.11.4", "^3.9 || ^4", "*"].map(poetry),
            ["3.13", "3.11", "3.12", "3.12", "3.11", "3.11", "3.13", "3.13"],
        );
        assert.deepEqual(
            [">=3.10.4 <3.12", "~2.7 | ~3.10", "3.11.4", "=3.11.4", ">= 3.9, < 3.12", "~=3.11", "<>3.13.* >=3.12"].map(
                poetry,
            ),
            ["3.11", "3.10", "3.11.4", "3.11.4", "3.11", "3.13", "3.14"],
        );
        const pipfile = { Pipfile: '[requires]\npython_version = "3.12"\n', "Pipfile.lock": "{}" };
        assert.equal(version(pipfile, { requirements: "Pipfile.lock" }), "3.12");
    });

    test("beside a requirements file, and in source", () => {
        assert.equal(version({ "requirements.txt": "six", ".python-version": "3.12" }, {}), "3.12");
        const app = { "../app/main.py": "", "../app/.python-version": "3.11" };
        assert.equal(version(app, { packages: ["six"], source: "../app" }), "3.11");
    });

    test("what is given has to be accepted by the project that is installed", () => {
        const given = (pythonVersion: string, requirements: string, more: Texts = {}) =>
            problemsOf({ requirements, pythonVersion }, { ...project(">=3.14"), ...more });
        const remedy = "Leave it out, and one that the project accepts is taken; or change what the project accepts.";
        for (const file of ["../api/uv.lock", "../api/pyproject.toml"]) {
            const [problem] = given("3.13", file);
            assert.equal(
                problem,
                `pythonVersion: expected one that the project beside ${file} accepts (>=3.14), got "3.13". ${remedy}`,
            );
            assert.ok(!given("3.14.1", file).some((one) => one.startsWith("pythonVersion")));
        }
        const exact = { "../api/pyproject.toml": project("==3.14.2")["../api/pyproject.toml"] as string };
        assert.match(given("3.14", "../api/uv.lock", exact)[0] ?? "", /accepts \(==3\.14\.2\), got "3\.14"\./);
        const meant = { "../api/pyproject.toml": project("<=3.12")["../api/pyproject.toml"] as string };
        assert.deepEqual(given("3.12", "../api/uv.lock", meant), []);
        assert.deepEqual(given("3.13", "../api/requirements.txt", { "../api/requirements.txt": "six" }), []);
    });

    test("what is given counts", () =>
        assert.equal(version(project(">=3.9"), { requirements: "../api/uv.lock", pythonVersion: "3.12.4" }), "3.12.4"));
});
