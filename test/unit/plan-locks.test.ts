import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "smol-toml";
import { withoutDirectories } from "../../components/python-image/plan/pylock";
import { wantedInstallers } from "../../components/python-image/plan/verify-settings";
import { planOf, problemsOf } from "../support/plan-files";

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

test("uv.lock: what a project got after it was locked is told", () => {
    const locked = (names: string[]) =>
        `[[package]]\nname = "app"\nsource = { editable = "." }\n[package.metadata]\nrequires-dist = [${names.map((name) => `{ name = "${name}" }`)}]\n`;
    const texts = (names: string[]) => ({
        "app/uv.lock": locked(names),
        "app/pyproject.toml": '[project]\nname = "app"\ndependencies = ["Six", "flask>=3"]\n',
    });
    assert.deepEqual(problemsOf({ requirements: "app/uv.lock" }, texts(["six", "flask", "pytest"])), []);
    assert.deepEqual(problemsOf({ requirements: "app/uv.lock" }, texts(["six"])), [
        "requirements: expected a lock file that fits app/pyproject.toml, got app/uv.lock without flask. Run `uv lock`.",
    ]);
});

test("local projects in the locks of Poetry and Pipenv are told, with a way to install them", () => {
    const remedy = (command: string) =>
        `Give what \`${command}\` prints as a requirements file beside it: local projects are installed from that.`;
    const poetry = {
        "poetry.lock": '[[package]]\nname = "lib"\n[package.source]\ntype = "directory"\nurl = "../lib"\n',
        "pyproject.toml": "",
    };
    assert.deepEqual(problemsOf({ requirements: "poetry.lock" }, poetry), [
        `requirements: expected packages of an index, got lib at a path in poetry.lock. ${remedy("poetry export")}`,
    ]);
    const pipenv = {
        Pipfile: "",
        "Pipfile.lock": JSON.stringify({ default: { six: {} }, develop: { lib: { path: ".", editable: true } } }),
    };
    assert.deepEqual(problemsOf({ requirements: "Pipfile.lock" }, pipenv), []);
    assert.deepEqual(problemsOf({ requirements: "Pipfile.lock", groups: ["dev-packages"] }, pipenv), [
        `requirements: expected packages of an index, got lib at a path in Pipfile.lock. ${remedy("pipenv requirements")}`,
    ]);
});

const beside = `
lock-version = "1.0"
created-by = "uv"

[[packages]]
name = "app"
directory = { path = ".", editable = true }

[[packages]]
name = "core"
marker = "sys_platform == 'linux'"
directory = { path = "../core" }

[[packages]]
name = "vendored"
wheels = [{ path = "wheels/vendored-1-py3-none-any.whl", hashes = {} }]

[[packages]]
name = "six"
version = "1.17.0"
sdist = { url = "https://files.example.org/six.tar.gz", path = "six.tar.gz", hashes = {} }
`;

test("pylock.toml: projects beside it get a step of their own, archives lie where it names them", () => {
    const texts = {
        "api/pylock.toml": beside,
        "api/pyproject.toml": "",
        "core/pyproject.toml": "",
        "api/wheels/vendored-1-py3-none-any.whl": "",
    };
    const { dependencies } = planOf({ requirements: "api/pylock.toml" }, texts);
    assert.deepEqual(dependencies.projects, [
        { from: "api", to: "0/app", suffix: "" },
        { from: "core", to: "1/core", suffix: "; sys_platform == 'linux'" },
    ]);
    assert.deepEqual(dependencies.files, [
        { from: "api/pylock.toml", to: "pylock.toml" },
        { from: "api/wheels/vendored-1-py3-none-any.whl", to: "wheels/vendored-1-py3-none-any.whl" },
    ]);
    const rest = parse(withoutDirectories(beside)) as { packages: { name: string }[] };
    assert.deepEqual(
        rest.packages.map(({ name }) => name),
        ["vendored", "six"],
    );
});

test("pylock.toml: what it names beside it has to be there", () => {
    assert.deepEqual(problemsOf({ requirements: "pylock.toml" }, { "pylock.toml": beside }), [
        "requirements (vendored): expected an archive, got wheels/vendored-1-py3-none-any.whl, which is none. Lock the project again.",
        "requirements (core): expected the directory of a project, got ../core, which is none. Lock the project again.",
    ]);
});

test("pylock.toml stands by itself, under either name", () => {
    for (const name of ["pylock.toml", "pylock.prod.toml"]) {
        const { dependencies } = planOf({ requirements: `../locks/${name}` }, { [`../locks/${name}`]: "" });
        assert.equal(dependencies.format, "pylock");
        assert.equal(dependencies.file, name);
        assert.deepEqual(dependencies.files, [{ from: `../locks/${name}`, to: name }]);
    }
});
