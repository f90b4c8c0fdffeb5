import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ImageShape } from "../../components/python-image/args";
import { planOf, problemsOf, type Texts } from "../support/plan-files";

/** A workspace whose root is no project, as `uv lock` writes it. */
const workspace: Texts = {
    "../shop/uv.lock": `
version = 1
revision = 3
requires-python = ">=3.11"

[options]
exclude-newer = "2026-01-01T00:00:00Z"

[manifest]
members = ["api", "greet", "worker"]

[manifest.dependency-groups]
dev = [{ name = "iniconfig" }]

[[package]]
name = "api"
version = "1.4.2"
source = { editable = "services/api" }
dependencies = [
    { name = "greet" },
    { name = "six" },
    { name = "pywin32", marker = "sys_platform == 'win32'" },
]

[package.optional-dependencies]
pg = [{ name = "psycopg", extra = ["binary"] }]

[package.dev-dependencies]
prod = [{ name = "gunicorn" }]
dev = [{ name = "private-tools" }]

[package.metadata]
requires-dist = [{ name = "greet", editable = "libs/greet" }, { name = "six" }, { name = "pywin32" }]
provides-extras = ["pg"]

[[package]]
name = "greet"
version = "0.3.0"
source = { editable = "libs/greet" }

[[package]]
name = "gunicorn"
version = "23.0"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "iniconfig"
version = "2.0"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "pandas"
version = "3.0"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "private-tools"
version = "1.0"
source = { git = "https://example.org/tools#0a1b" }

[[package]]
name = "psycopg"
version = "3.3"
source = { registry = "https://pypi.org/simple" }

[package.optional-dependencies]
binary = [{ name = "psycopg-binary" }]
pool = [{ name = "psycopg-pool" }]

[[package]]
name = "psycopg-binary"
version = "3.3"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "pywin32"
version = "311"
source = { path = "wheels/pywin32-311-cp313-cp313-win_amd64.whl" }

[[package]]
name = "six"
version = "1.17.0"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "worker"
version = "2.0"
source = { editable = "services/worker" }
dependencies = [{ name = "greet" }, { name = "pandas" }]
`,
    "../shop/pyproject.toml":
        '[tool.uv]\nno-build-isolation-package = ["flash"]\noverride-dependencies = ["six<2"]\n' +
        '[tool.uv.workspace]\nmembers = ["services/*", "libs/*"]\n' +
        "[tool.uv.sources]\ngreet = { workspace = true }\nworker = { workspace = true }\n[tool.ruff]\nline-length = 1\n",
    "../shop/services/api/pyproject.toml": '[project]\nname = "api"\ndependencies = ["greet", "six"]\n',
    "../shop/services/worker/pyproject.toml": '[project]\nname = "worker"\ndependencies = ["greet", "pandas"]\n',
    "../shop/libs/greet/pyproject.toml": '[project]\nname = "greet"\n',
};
const lock = { requirements: "../shop/uv.lock" };

const dependencies = (args: ImageShape = {}, texts: Texts = workspace) =>
    planOf({ ...lock, ...args }, texts).dependencies;
const lockText = (args: ImageShape = {}, texts: Texts = workspace) => dependencies(args, texts).files[0]?.text ?? "";
const names = (args: ImageShape = {}, texts: Texts = workspace) =>
    [...lockText(args, texts).matchAll(/^\[\[package\]\]\nname = "(.*)"/gm)].map(([, name]) => name);

describe("uv.lock: the member of a workspace", () => {
    test("what it needs is locked, staged and asked for, and nothing else", () => {
        const found = dependencies({ member: "api" });
        assert.deepEqual(names({ member: "api" }), ["api", "greet", "six"]);
        assert.deepEqual(
            found.files.map(({ to }) => to),
            ["uv.lock", "pyproject.toml", "libs/greet/pyproject.toml", "services/api/pyproject.toml"].sort(
                (a, b) => found.files.findIndex(({ to }) => to === a) - found.files.findIndex(({ to }) => to === b),
            ),
        );
        assert.deepEqual(
            found.projects.map(({ from, to }) => [from, to]),
            [
                ["../shop/services/api", "services/api"],
                ["../shop/libs/greet", "libs/greet"],
            ],
        );
        assert.deepEqual(found.requested, ["greet", "six"]);
        assert.deepEqual([found.member, found.remotes, found.leftOut], ["api", [], []]);
    });

    test("the text of its lock, without what says how it came about", () =>
        assert.equal(
            lockText({ member: "Greet" }),
            'version = 1\nrevision = 3\nrequires-python = ">=3.11"\n\n[manifest]\nmembers = [ "greet" ]\n\n' +
                '[[package]]\nname = "greet"\n\n[package.source]\neditable = "libs/greet"\n\n',
        ));

    test("the manifests: names, and settings of the workspace that concern an installation", () => {
        const [, root, ...others] = dependencies({ member: "api", groups: ["prod"] }).files;
        assert.equal(
            root?.text,
            '[tool.uv]\nno-build-isolation-package = [ "flash" ]\n\n[tool.uv.sources.greet]\nworkspace = true\n\n' +
                '[tool.uv.workspace]\nmembers = [ "libs/greet", "services/api" ]\n\n',
        );
        const api = others.find(({ to }) => to === "services/api/pyproject.toml");
        assert.match(
            api?.text ?? "",
            /^\[project\]\nname = "api"\nversion = "0"\n.*\[dependency-groups\]\nprod = \[ *\]\n/s,
        );
    });

    test("an edit of another member, of its version or of anything that is not installed changes nothing", () => {
        const edited = {
            ...workspace,
            "../shop/uv.lock": (workspace["../shop/uv.lock"] as string)
                .replace('name = "pandas"\nversion = "3.0"', 'name = "pandas"\nversion = "3.1"')
                .replace('version = "1.4.2"', 'version = "1.5.0"')
                .replace("2026-01-01", "2026-02-01")
                .replace('{ name = "iniconfig" }', '{ name = "iniconfig" }, { name = "six" }'),
            "../shop/pyproject.toml": `${workspace["../shop/pyproject.toml"]}select = []\n`,
            "../shop/services/worker/pyproject.toml": "[project]\n",
        };
        assert.deepEqual(dependencies({ member: "api" }, edited), dependencies({ member: "api" }));
    });

    test("extras, those of what they need, and groups", () => {
        const chosen = { member: "api", extras: ["PG"], groups: ["prod"] };
        assert.deepEqual(names(chosen), ["api", "greet", "gunicorn", "psycopg", "psycopg-binary", "six"]);
        assert.deepEqual(dependencies(chosen).requested, ["greet", "six", "psycopg", "gunicorn"]);
        assert.doesNotMatch(lockText(chosen), /psycopg-pool|private-tools/);
    });

    test("a repository counts only where its group is chosen", () => {
        assert.deepEqual(
            dependencies({ member: "api", groups: ["dev"] }).remotes.map(({ url }) => url),
            ["git+https://example.org/tools#0a1b"],
        );
        assert.deepEqual(dependencies().remotes, []);
    });

    test("without a member, all of them, and the groups of the root", () => {
        assert.deepEqual(names({ groups: ["dev"] }).includes("iniconfig"), true);
        assert.deepEqual(names(), ["api", "greet", "pandas", "six", "worker"]);
        assert.equal(dependencies().member, undefined);
    });

    test("what is none, or not known, is told with what there is", () =>
        assert.deepEqual(problemsOf({ ...lock, member: "storefront" }, workspace), [
            'member: expected one that ../shop/uv.lock knows, got "storefront". There are api, greet, worker.',
        ]));

    test("extras and groups that it has not are told", () =>
        assert.deepEqual(problemsOf({ ...lock, member: "api", extras: ["sql"], groups: ["pord"] }, workspace), [
            'extras: expected one that ../shop/uv.lock knows, got "sql". There is pg.',
            'groups: expected one that ../shop/uv.lock knows, got "pord". There are dev, prod.',
        ]));

    test("installProject: the member itself is left out; or a list of dependencies is installed all the same", () => {
        const alone = dependencies({ member: "api", installProject: false });
        assert.deepEqual(alone.leftOut, ["api"]);
        assert.deepEqual(
            alone.projects.map(({ to }) => to),
            ["libs/greet"],
        );
        const virtual = {
            "uv.lock": '[[package]]\nname = "app"\nsource = { virtual = "." }\n',
            "pyproject.toml": '[project]\nname = "app"\n',
        };
        assert.deepEqual(planOf({ requirements: "uv.lock" }, virtual).dependencies.projects, []);
        const asked = `[[package]]\nname = "shop"\nsource = { editable = "shop" }\ndependencies = [{ name = "app" }, { name = "six" }]\n`;
        const both = { "uv.lock": virtual["uv.lock"] + asked, "pyproject.toml": "", "shop/pyproject.toml": "" };
        const { requested } = planOf({ requirements: "uv.lock", member: "shop" }, both).dependencies;
        assert.deepEqual(requested, ["six"], "what is no package is not looked for among those that are installed");
        const [forced] = planOf({ requirements: "uv.lock", installProject: true }, virtual).dependencies.projects;
        assert.equal(forced?.byPath, true);
    });
});

describe("uv.lock: one project", () => {
    const project = (entries: string, more: Texts = {}): Texts => ({
        "../api/uv.lock": `[[package]]\nname = "api"\nsource = { editable = "." }\ndependencies = [{ name = "lib" }]\n${entries}`,
        "../api/pyproject.toml": '[project]\nname = "api"\n',
        ...more,
    });
    const args = { requirements: "../api/uv.lock" };

    test("a path dependency that has setup.py alone, without a manifest of its own", () => {
        const texts = project('[[package]]\nname = "lib"\nsource = { directory = "../lib" }\n', {
            "../lib/setup.py": "",
        });
        const { files, projects, file } = planOf(args, texts).dependencies;
        assert.equal(file, "api/uv.lock");
        assert.deepEqual(
            files.map(({ to }) => to),
            ["api/uv.lock", "api/pyproject.toml"],
        );
        assert.deepEqual(
            projects.map(({ from, to }) => [from, to]),
            [
                ["../api", "api"],
                ["../lib", "lib"],
            ],
        );
    });

    test("what is installed has to be there", () => {
        const problems = (entry: string) => problemsOf(args, project(`[[package]]\nname = "lib"\n${entry}\n`));
        assert.deepEqual(problems('source = { directory = "../lib" }'), [
            "requirements (lib): expected the directory of a project, got ../lib, which is none. Run `uv lock`.",
        ]);
        assert.deepEqual(problems('source = { path = "wheels/lib-1-py3-none-any.whl" }'), [
            "requirements (lib): expected the archive that the lock file names, got ../api/wheels/lib-1-py3-none-any.whl, which " +
                "does not exist. Put it there, or run `uv lock` without it.",
        ]);
    });

    test("archives: by path, and in a directory that is an index", () => {
        const texts = project(
            '[[package]]\nname = "lib"\nsource = { registry = "wheels" }\n' +
                'wheels = [{ path = "lib-1-linux_x86_64.whl" }, { path = "lib-1-win32.whl" }]\n',
            { "../api/wheels/lib-1-linux_x86_64.whl": "" },
        );
        assert.deepEqual(
            planOf(args, texts).dependencies.projects.map(({ to }) => to),
            ["", "wheels/lib-1-linux_x86_64.whl"],
        );
    });

    test("a member that lies in its tree and is not installed is no part of it", () => {
        const texts = project(
            '[[package]]\nname = "lib"\nsource = { editable = "packages/lib" }\n' +
                '[[package]]\nname = "other"\nsource = { editable = "packages/other" }\n',
            { "../api/packages/lib/pyproject.toml": "", "../api/packages/other/pyproject.toml": "" },
        );
        assert.deepEqual(planOf(args, texts).dependencies.projects[0]?.without, ["packages/other"]);
    });

    test("conflicting extras: a dependency of one that is not chosen is left to uv", () => {
        const texts = {
            "uv.lock":
                '[[package]]\nname = "api"\nsource = { virtual = "." }\n[package.optional-dependencies]\n' +
                'cpu = [{ name = "torch", version = "2.0+cpu", marker = "sys_platform == \'linux\' and extra == \'extra-3-api-cpu\'" }]\n' +
                '[[package]]\nname = "torch"\nversion = "2.0+cpu"\n[[package]]\nname = "torch"\nversion = "2.0"\n',
            "pyproject.toml": "",
        };
        const text = planOf({ requirements: "uv.lock", extras: ["cpu"] }, texts).dependencies.files[0]?.text ?? "";
        assert.match(text, /version = "2.0\+cpu"/);
        assert.doesNotMatch(text, /version = "2.0"/);
    });

    test("what it got after it was locked is told", () => {
        const locked = (list: string[]) =>
            `[[package]]\nname = "app"\nsource = { editable = "." }\n[package.metadata]\nrequires-dist = [${list.map((name) => `{ name = "${name}" }`)}]\n`;
        const texts = (list: string[]) => ({
            "app/uv.lock": locked(list),
            "app/pyproject.toml":
                '[project]\nname = "app"\ndependencies = ["Six", "flask>=3", "wmi ; os_name == \'nt\'"]\n',
        });
        assert.deepEqual(problemsOf({ requirements: "app/uv.lock" }, texts(["six", "flask", "pytest"])), []);
        assert.deepEqual(problemsOf({ requirements: "app/uv.lock" }, texts(["six"])), [
            "requirements: expected a lock file that fits app/pyproject.toml, got app/uv.lock without flask. Run `uv lock`.",
        ]);
    });
});
