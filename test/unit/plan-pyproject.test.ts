import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parse } from "smol-toml";
import type { ImageShape } from "../../components/python-image/args";
import { planOf, problemsOf, type Texts } from "../support/plan-files";

const project = `
[project]
name = "api"
version = "1.4.2"
requires-python = ">=3.11"
dependencies = ["Six>=1", "core", "pywin32 ; sys_platform == 'win32'", "lib @ git+https://example.org/lib"]

[project.optional-dependencies]
pg = ["psycopg[binary]"]
other = ["redis"]

[dependency-groups]
prod = ["gunicorn", { include-group = "more" }]
more = ["core", "tools"]
dev = ["pytest", "gone"]

[tool.uv]
constraint-dependencies = ["six<2"]
[tool.uv.sources]
core = { path = "../core" }
gone = { path = "../gone" }
tools = { git = "https://example.org/tools" }
[tool.ruff]
line-length = 1

[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
`;
const tree: Texts = { "../api/pyproject.toml": project, "../core/setup.py": "" };
const planned = (args: ImageShape = {}, texts: Texts = tree) =>
    planOf({ requirements: "../api/pyproject.toml", ...args }, texts).dependencies;

describe("pyproject.toml", () => {
    test("what it declares, with the chosen extras and groups, without local projects", () => {
        const found = planned({ extras: ["pg"], groups: ["prod"] });
        assert.deepEqual(JSON.parse(JSON.stringify(parse(found.files[0]?.text ?? ""))), {
            project: {
                name: "api",
                version: "0",
                "requires-python": ">=3.11",
                dependencies: ["Six>=1", "pywin32 ; sys_platform == 'win32'", "lib @ git+https://example.org/lib"],
                "optional-dependencies": { pg: ["psycopg[binary]"] },
            },
            "dependency-groups": { prod: ["gunicorn", "tools"] },
            tool: {
                uv: {
                    "constraint-dependencies": ["six<2"],
                    sources: { tools: { git: "https://example.org/tools" } },
                },
            },
        });
        assert.deepEqual(
            found.projects.map(({ from, to, suffix }) => [from, to, suffix]),
            [
                ["../core", "core", ""],
                ["../api", "api", "[pg]"],
            ],
        );
        assert.deepEqual(found.requested, ["six", "core", "lib", "psycopg", "gunicorn", "core", "tools"]);
        assert.deepEqual(found.remotes.map(({ url }) => url).sort(), [
            "git+https://example.org/lib",
            "git+https://example.org/tools",
        ]);
    });

    test("what is not chosen may lack; what is has to be there", () =>
        assert.deepEqual(problemsOf({ requirements: "../api/pyproject.toml", groups: ["dev"] }, tree), [
            "requirements (../api/pyproject.toml, gone): expected a local project or archive, got ../gone, which does not exist. " +
                "Paths count from the file that names them.",
        ]));

    test("it is installed itself if something builds it, unless it says otherwise", () => {
        const isInstalled = (text: string, args: ImageShape = {}) =>
            planOf({ requirements: "pyproject.toml", ...args }, { "pyproject.toml": text }).dependencies.projects
                .length > 0;
        const plain = '[project]\nname = "x"\ndependencies = []\n';
        const built = `${plain}[build-system]\nrequires = ["hatchling"]\n`;
        assert.deepEqual([isInstalled(plain), isInstalled(built)], [false, true]);
        assert.equal(isInstalled(`${built}[tool.uv]\npackage = false\n`), false);
        assert.equal(isInstalled(`${plain}[tool.uv]\npackage = true\n`), true);
        assert.equal(isInstalled(built, { installProject: false }), false);
        assert.equal(isInstalled(plain, { installProject: true }), true);
    });

    test("extras that only the build backend knows", () => {
        const built = '[build-system]\nrequires = ["setuptools"]\n';
        const poetry = `[tool.poetry]\nname = "x"\n[tool.poetry.extras]\npg = ["psycopg"]\n${built}`;
        const dynamic = `[project]\nname = "x"\ndynamic = ["dependencies", "optional-dependencies"]\n${built}`;
        const suffix = (text: string) =>
            planned({ extras: ["pg"] }, { "../api/pyproject.toml": text }).projects[0]?.suffix;
        assert.deepEqual([poetry, dynamic, built].map(suffix), ["[pg]", "[pg]", "[pg]"]);
        const told = (text: string, extras: string[], args: ImageShape = {}) =>
            problemsOf({ requirements: "pyproject.toml", extras, ...args }, { "pyproject.toml": text });
        const expected = (remedy: string) => [`extras: expected ${remedy}`];
        assert.deepEqual(told(poetry, ["gp"]), expected('one that pyproject.toml knows, got "gp". There is pg.'));
        const none = expected('none, as pyproject.toml knows none, got "pg". Leave it out.');
        assert.deepEqual(told(`[project]\nname = "x"\n${built}`, ["pg"]), none);
        const static_ = `[project]\nname = "x"\ndependencies = []\ndynamic = ["optional-dependencies"]\n`;
        assert.deepEqual(told(static_ + built, ["pg"], { installProject: false }), none);
    });

    test("a file that cannot be read is told once", () => {
        const broken = '[project\nname = "x"\n';
        const places = [
            { requirements: "pyproject.toml", texts: { "pyproject.toml": broken } },
            { requirements: "uv.lock", texts: { "uv.lock": broken, "pyproject.toml": "" } },
            { requirements: "uv.lock", texts: { "uv.lock": "", "pyproject.toml": broken } },
            { requirements: "poetry.lock", texts: { "poetry.lock": broken, "pyproject.toml": "" } },
            { requirements: "pylock.toml", texts: { "pylock.toml": broken } },
            { requirements: "Pipfile.lock", texts: { "Pipfile.lock": "{", Pipfile: '[packages]\nsix = "*"\n' } },
        ];
        for (const { requirements, texts } of places) {
            const [first, ...more] = problemsOf({ requirements, extras: ["pg"], groups: ["dev"] }, texts as Texts);
            assert.match(first ?? "", /^requirements: expected valid (TOML|JSON) in /);
            assert.deepEqual(more, []);
        }
    });

    test("dependencies that only a build tells come with the project; where there is none, they are told", () => {
        const dynamic = '[project]\nname = "x"\ndynamic = ["dependencies"]\n';
        const { projects } = planOf(
            { requirements: "pyproject.toml" },
            { "pyproject.toml": `${dynamic}[build-system]\nrequires = ["setuptools"]\n` },
        ).dependencies;
        assert.equal(projects.length, 1);
        for (const text of [dynamic, '[tool.poetry]\nname = "x"\n', "[tool.ruff]\n"]) {
            assert.deepEqual(problemsOf({ requirements: "pyproject.toml" }, { "pyproject.toml": text }), [
                "requirements: expected [project] dependencies in pyproject.toml, got none, and a project that cannot be built as a " +
                    "package. Give its lock file: `uv.lock`, `poetry.lock`, `Pipfile.lock` or a requirements file.",
            ]);
        }
    });

    test("a member of a workspace that needs another one: the way is named", () =>
        assert.deepEqual(
            problemsOf(
                { requirements: "pyproject.toml" },
                {
                    "pyproject.toml":
                        '[project]\nname = "x"\ndependencies = ["y"]\n[tool.uv.sources]\ny = { workspace = true }\n',
                },
            ),
            [
                "requirements (pyproject.toml, y): expected a package that needs no other member of a workspace, got workspace = true. " +
                    "Give the workspace's `uv.lock` as `requirements`, and this project's name as `member`.",
            ],
        ));
});
