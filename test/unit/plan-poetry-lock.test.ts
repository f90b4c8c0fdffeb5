import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ImageShape } from "../../components/python-image/args";
import { planOf, problemsOf, type Texts } from "../support/plan-files";

const lock = `
[[package]]
name = "api"
version = "0.1.0"
groups = ["main"]
files = []

[package.dependencies]
core = { path = "../../libs/core", develop = true }
six = "1.16.0"
pywin32 = { version = "*", markers = "sys_platform == 'win32'" }
idna = { version = "3.7", optional = true }

[package.extras]
names = ["idna (==3.7)"]

[package.source]
type = "directory"
url = "services/api"

[[package]]
name = "attrs"
version = "23.2.0"
groups = ["main"]
files = [{ file = "attrs.whl", hash = "sha256:0a" }]

[[package]]
name = "core"
version = "0.1.0"
groups = ["main", "dev"]
files = []

[package.dependencies]
itsdangerous = { git = "https://example.org/itsdangerous", rev = "main" }

[package.source]
type = "directory"
url = "libs/core"

[[package]]
name = "idna"
version = "3.7"
optional = true
groups = ["main"]
markers = "extra == 'names'"
files = [{ file = "idna.whl", hash = "sha256:0b" }]

[[package]]
name = "itsdangerous"
version = "2.1.2"
groups = ["main"]

[package.source]
type = "git"
url = "https://example.org/itsdangerous"
reference = "main"
resolved_reference = "0a1b"

[[package]]
name = "pywin32"
version = "311"

[package.source]
type = "file"
url = "wheels/pywin32.whl"

[[package]]
name = "private-tools"
version = "1.0"
groups = ["dev"]

[package.dependencies]
gone = "*"

[package.source]
type = "git"
url = "https://example.org/tools"

[[package]]
name = "gone"
version = "1.0"
groups = ["dev"]

[package.source]
type = "directory"
url = "../gone"

[[package]]
name = "six"
version = "1.16.0"
groups = ["main"]
files = [{ file = "six.whl", hash = "sha256:0c" }, { file = "six.tar.gz", hash = "sha256:0d" }]

[package.source]
type = "legacy"
url = "https://packages.example.org/simple"
reference = "ours"

[metadata]
lock-version = "2.1"
`;
const tree: Texts = {
    "../tree/poetry.lock": lock,
    "../tree/pyproject.toml": `[tool.poetry]
name = "tree"
requires-poetry = "<2.3"
package-mode = false
[tool.poetry.dependencies]
python = "^3.11"
api = { path = "services/api" }
attrs = "*"
[tool.poetry.group.dev.dependencies]
private-tools = { git = "https://example.org/tools" }
[tool.poetry.extras]
pg = []
`,
    "../tree/services/api/pyproject.toml": "",
    "../tree/libs/core/setup.py": "",
};
const planned = (args: ImageShape = {}, texts: Texts = tree) =>
    planOf({ requirements: "../tree/poetry.lock", ...args }, texts).dependencies;

describe("poetry.lock", () => {
    test("path dependencies, and theirs, lie beside the lock; a group that is not chosen may lack", () => {
        const { projects, files, remotes, requested, installerDemand } = planned();
        assert.deepEqual(
            projects.map(({ from, to }) => [from, to]),
            [
                ["../tree/services/api", "services/api"],
                ["../tree/libs/core", "libs/core"],
            ],
        );
        assert.deepEqual(
            files.map(({ to }) => to),
            ["poetry.lock", "pyproject.toml"],
        );
        assert.deepEqual(
            remotes.map(({ url }) => url),
            ["git+https://example.org/itsdangerous"],
        );
        assert.deepEqual(requested, ["api", "attrs"]);
        assert.equal(installerDemand?.spec, "<2.3");
    });

    test("what a chosen group needs has to be there", () =>
        assert.deepEqual(problemsOf({ requirements: "../tree/poetry.lock", groups: ["dev"] }, tree), [
            "requirements (gone): expected the directory of a project, got ../gone, which does not exist. Run `poetry lock`.",
        ]));

    test("a member: what it reaches, with its hashes, and nothing that Poetry has to be there for", () => {
        const found = planned({ member: "api" });
        assert.equal(found.format, "requirements");
        assert.equal(
            found.files[0]?.text,
            "--extra-index-url https://packages.example.org/simple\n" +
                "six==1.16.0 \\\n    --hash=sha256:0c \\\n    --hash=sha256:0d\n",
        );
        assert.deepEqual(found.packages, ["itsdangerous @ git+https://example.org/itsdangerous@0a1b"]);
        assert.deepEqual([found.hashed, found.isResolved, found.installerDemand], [true, true, undefined]);
        assert.deepEqual(found.projects.map(({ to }) => to).sort(), ["libs/core", "services/api"]);
        assert.deepEqual(found.requested, ["core", "six"]);
    });

    test("a member's extra, and the member itself left out", () => {
        const found = planned({ member: "API", extras: ["names"], installProject: false });
        assert.match(found.files[0]?.text ?? "", /^idna==3\.7 \\\n {4}--hash=sha256:0b$/m);
        assert.deepEqual(
            found.projects.map(({ to }) => to),
            ["libs/core"],
        );
    });

    test("a member's requirements change with nothing that it does not reach", () => {
        const edited = { ...tree, "../tree/poetry.lock": lock.replace("23.2.0", "25.1.0") };
        assert.deepEqual(planned({ member: "api" }, edited), planned({ member: "api" }));
    });

    test("where the version of Python is not known, markers are left to the installer", () => {
        const texts = {
            ...tree,
            "../tree/poetry.lock": lock.replace(
                'version = "1.16.0"\ngroups',
                'version = "1.16.0"\nmarkers = "python_version < \'3.14\'"\ngroups',
            ),
        };
        const text = (args: ImageShape) => planned({ member: "api", ...args }, texts).files[0]?.text ?? "";
        assert.match(text({}), /^six==1\.16\.0 \\$/m);
        assert.match(text({ builderImage: "r/own" }), /^six==1\.16\.0 ; python_version < "3\.14" \\$/m);
        assert.doesNotMatch(text({ pythonVersion: "3.14" }), /six/);
    });

    test("members, extras and groups that there are not", () =>
        assert.deepEqual(problemsOf({ requirements: "../tree/poetry.lock", member: "shop", groups: ["dev"] }, tree), [
            'member: expected one that ../tree/poetry.lock knows, got "shop". There are api, core, gone, pywin32, tree.',
            'groups: expected none, as ../tree/poetry.lock knows none, got "dev". Leave it out.',
        ]));

    test("a dependency for other versions of Python is none", () => {
        const asked = (python: string) => {
            const project = `[tool.poetry.dependencies]\nsix = { version = "*", python = "${python}" }\n`;
            return planned({}, { ...tree, "../tree/pyproject.toml": project }).requested;
        };
        for (const other of ["<3.10", "~3.9", ">=3.8 <3.10", "3.9.1", "^2.7 || <3.10"]) {
            assert.deepEqual(asked(other), [], other);
        }
        for (const fitting of [">=3.10", "~2.7 || ~3.13", "3.13.4", "*", ">3.9"]) {
            assert.deepEqual(asked(fitting), ["six"], fitting);
        }
    });

    test("what the lock says is not for this image is not reached", () => {
        const marked = (markers: string) => {
            const text = lock.replace('name = "core"\n', `name = "core"\nmarkers = ${markers}\n`);
            return planned({}, { ...tree, "../tree/poetry.lock": text });
        };
        const reached = (markers: string) => marked(markers).projects.map(({ to }) => to);
        assert.deepEqual(reached("\"python_version < '3.10'\""), ["services/api"]);
        assert.deepEqual(marked("\"sys_platform == 'win32'\"").remotes, []);
        assert.deepEqual(reached("{ main = \"python_version < '3.10'\", dev = \"os_name == 'nt'\" }"), [
            "services/api",
        ]);
        for (const open of [
            "\"extra == 'x'\"",
            "{ main = \"python_version < '3.10'\", dev = \"os_name == 'posix'\" }",
        ]) {
            assert.deepEqual(reached(open), ["services/api", "libs/core"]);
        }
    });

    test("a member is meant, whatever the lock says of it for the project beside", () => {
        const text = lock.replace('name = "api"\n', 'name = "api"\nmarkers = "sys_platform == \'win32\'"\n');
        const { projects } = planned({ member: "api" }, { ...tree, "../tree/poetry.lock": text });
        assert.ok(projects.some(({ to }) => to === "services/api"));
    });

    test("several versions of one package in a lock that does not tell them apart", () => {
        const twice = `${lock}\n[[package]]\nname = "six"\nversion = "1.17.0"\n`;
        assert.deepEqual(
            problemsOf(
                { requirements: "../tree/poetry.lock", member: "api" },
                { ...tree, "../tree/poetry.lock": twice },
            ),
            [
                "requirements: expected one version of each package for Python in ../tree/poetry.lock, got several of six. " +
                    "Lock it again with Poetry 2.1 or newer: `poetry lock`.",
            ],
        );
    });
});

describe("whether a Poetry project is installed", () => {
    const backend = '[build-system]\nbuild-backend = "poetry.core.masonry.api"\n';
    const installed = (project: string, more: Texts = {}, args: ImageShape = {}) =>
        planOf(
            { requirements: "app/poetry.lock", ...args },
            { "app/poetry.lock": "", "app/pyproject.toml": project, ...more },
        ).dependencies.projects.length === 1;
    const named = '[tool.poetry]\nname = "My.App"\n';

    test("only if it can be built as a package", () => {
        assert.equal(installed(named + backend), false);
        assert.equal(installed(named + backend, { "app/my_app/__init__.py": "" }), true);
        assert.equal(installed(named + backend, { "app/src/my_app/__init__.py": "" }), true);
        assert.equal(installed(named + backend, { "app/my_app.py": "" }), true);
        assert.equal(installed(`${named}packages = [{ include = "other" }]\n${backend}`), true);
        assert.equal(installed(named, { "app/my_app/__init__.py": "" }), false);
        assert.equal(installed(`${named}package-mode = false\n${backend}`, { "app/my_app.py": "" }), false);
        assert.equal(installed(`[project]\nname = "x"\n[build-system]\nbuild-backend = "hatchling.build"\n`), true);
    });

    test("installProject decides otherwise", () => {
        assert.equal(installed(named + backend, {}, { installProject: true }), true);
        assert.equal(installed(named + backend, { "app/my_app.py": "" }, { installProject: false }), false);
    });

    test("requested: by either table, with the chosen groups and extras, as far as markers admit", () => {
        const project =
            '[project]\nname = "app"\ndependencies = ["attrs", "wmi ; os_name == \'nt\'"]\n' +
            '[tool.poetry.dependencies]\npython = "^3.13"\nSix = "*"\npsycopg = { version = "*", optional = true }\n' +
            '[tool.poetry.extras]\npg = ["psycopg"]\n[tool.poetry.group.prod.dependencies]\nwheel = "*"\n' +
            '[dependency-groups]\nweb = ["flask", { include-group = "more" }]\nmore = ["gunicorn"]\n';
        const requested = (args: ImageShape) =>
            planOf({ requirements: "poetry.lock", ...args }, { "poetry.lock": "", "pyproject.toml": project })
                .dependencies.requested;
        assert.deepEqual(requested({}), ["attrs", "six"]);
        assert.deepEqual(requested({ groups: ["prod", "web"], extras: ["pg"] }), [
            "attrs",
            "six",
            "psycopg",
            "flask",
            "gunicorn",
            "wheel",
        ]);
    });
});
