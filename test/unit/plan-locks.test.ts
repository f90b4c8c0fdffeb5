import assert from "node:assert/strict";
import { test } from "node:test";
import { wantedInstallers } from "../../components/python-image/plan/verify-settings";
import { planOf } from "../support/plan-files";

const workspace = {
    "../api/uv.lock": `
version = 1
requires-python = ">=3.11"

[manifest]
members = ["api", "core"]

[[package]]
name = "api"
version = "0.1.0"
source = { editable = "." }

[[package]]
name = "core"
version = "0.1.0"
source = { editable = "packages/core" }

[[package]]
name = "shared"
version = "0.1.0"
source = { directory = "../shared" }

[[package]]
name = "tools"
version = "0.1.0"
source = { virtual = "packages/tools" }

[[package]]
name = "vendored"
version = "1.0"
source = { path = "wheels/vendored-1.0-py3-none-any.whl" }

[[package]]
name = "six"
version = "1.17.0"
source = { registry = "https://pypi.org/simple" }
`,
    "../api/pyproject.toml":
        '[project]\nname = "api"\ndependencies = ["Six>=1", "core", "flask[async] ; os_name == \'posix\'"]\n' +
        '[project.optional-dependencies]\npg = ["psycopg"]\nother = ["redis"]\n' +
        '[dependency-groups]\nprod = ["gunicorn", {include-group = "dev"}]\ndev = ["pytest"]\n',
};

test("uv.lock: the manifests of a workspace, and its projects in a step of their own", () => {
    const { dependencies } = planOf({ requirements: "../api/uv.lock", groups: ["prod"], extras: ["pg"] }, workspace);
    assert.deepEqual(dependencies, {
        format: "uv",
        file: "api/uv.lock",
        packages: [],
        extras: ["pg"],
        groups: ["prod"],
        files: [
            { from: "../api/uv.lock", to: "api/uv.lock" },
            { from: "../api/pyproject.toml", to: "api/pyproject.toml" },
            { from: "../api/packages/core/pyproject.toml", to: "api/packages/core/pyproject.toml" },
            { from: "../shared/pyproject.toml", to: "shared/pyproject.toml" },
            { from: "../api/packages/tools/pyproject.toml", to: "api/packages/tools/pyproject.toml" },
        ],
        projects: [
            { from: "../api", to: "api", suffix: "" },
            { from: "../api/packages/core", to: "api/packages/core", suffix: "" },
            { from: "../shared", to: "shared", suffix: "" },
            {
                from: "../api/wheels/vendored-1.0-py3-none-any.whl",
                to: "api/wheels/vendored-1.0-py3-none-any.whl",
                suffix: "",
            },
        ],
        requested: ["six", "core", "flask", "psycopg", "gunicorn"],
        locked: [],
        prereleases: false,
        hashed: false,
        remotes: [],
        installerDemand: undefined,
    });
});

test("uv.lock: a project that is no package is not installed", () => {
    const texts = {
        "uv.lock": '[[package]]\nname = "app"\nsource = { virtual = "." }\n',
        "pyproject.toml": '[project]\nname = "app"\ndependencies = ["six"]\n',
    };
    const { dependencies } = planOf({ requirements: "uv.lock" }, texts);
    assert.equal(dependencies.file, "uv.lock");
    assert.deepEqual(dependencies.projects, []);
    assert.deepEqual(
        dependencies.files.map(({ to }) => to),
        ["uv.lock", "pyproject.toml"],
    );
});

test("poetry.lock: requested by either table; its project is installed unless it is none", () => {
    const project = (mode: string) =>
        `[project]\nname = "app"\ndependencies = ["attrs"]\n[tool.poetry]\n${mode}[tool.poetry.dependencies]\npython = "^3.13"\nSix = "*"\n`;
    const planned = (mode: string) =>
        planOf({ requirements: "app/poetry.lock" }, { "app/poetry.lock": "", "app/pyproject.toml": project(mode) })
            .dependencies;
    assert.deepEqual(planned(""), {
        format: "poetry",
        file: "poetry.lock",
        packages: [],
        extras: [],
        groups: [],
        files: [
            { from: "app/poetry.lock", to: "poetry.lock" },
            { from: "app/pyproject.toml", to: "pyproject.toml" },
        ],
        projects: [{ from: "app", to: "", suffix: "" }],
        requested: ["attrs", "six"],
        locked: [],
        prereleases: false,
        hashed: false,
        remotes: [],
        installerDemand: undefined,
    });
    assert.deepEqual(planned("package-mode = false\n").projects, []);
});

test("Pipfile.lock comes with its Pipfile", () => {
    const { dependencies } = planOf({ requirements: "Pipfile.lock" }, { Pipfile: "", "Pipfile.lock": "{}" });
    assert.equal(dependencies.format, "pipenv");
    assert.deepEqual(dependencies.files, [
        { from: "Pipfile.lock", to: "Pipfile.lock" },
        { from: "Pipfile", to: "Pipfile" },
    ]);
    assert.deepEqual(dependencies.projects, []);
});

test("Pipfile.lock: requested by its Pipfile, with the chosen categories", () => {
    const texts = {
        Pipfile: '[packages]\nSix = "*"\n[dev-packages]\npip = "*"\n[docs]\nsphinx = "*"\n',
        "Pipfile.lock": "{}",
    };
    assert.deepEqual(planOf({ requirements: "Pipfile.lock" }, texts).dependencies.requested, ["six"]);
    const { requested } = planOf({ requirements: "Pipfile.lock", groups: ["dev-packages"] }, texts).dependencies;
    assert.deepEqual(requested, ["six", "pip"]);
});

test("poetry.lock: requested by the chosen groups too", () => {
    const texts = {
        "poetry.lock": "",
        "pyproject.toml":
            '[tool.poetry.dependencies]\npython = "^3.13"\nsix = "*"\n[tool.poetry.group.prod.dependencies]\nwheel = "*"\n',
    };
    assert.deepEqual(planOf({ requirements: "poetry.lock", groups: ["prod"] }, texts).dependencies.requested, [
        "six",
        "wheel",
    ]);
});

test("an installer that only a lock file names stays", () => {
    const lock = '[[packages]]\nname = "Setuptools"\nversion = "80"\n';
    const plan = planOf({ requirements: "pylock.toml" }, { "pylock.toml": lock });
    assert.deepEqual(wantedInstallers(plan), ["setuptools"]);
});
