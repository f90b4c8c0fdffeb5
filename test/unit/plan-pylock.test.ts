import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "smol-toml";
import { planOf, problemsOf } from "../support/plan-files";

const namesIn = (text = "") => (parse(text) as { packages: { name: string }[] }).packages.map(({ name }) => name);

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
        { from: "api", to: "0/app", suffix: "", without: [] },
        { from: "core", to: "1/core", suffix: "", without: [] },
    ]);
    const [lock, wheel] = dependencies.files;
    assert.deepEqual(wheel, {
        from: "api/wheels/vendored-1-py3-none-any.whl",
        to: "wheels/vendored-1-py3-none-any.whl",
    });
    assert.deepEqual(namesIn(lock?.text), ["vendored", "six"]);
    const alone = planOf({ requirements: "api/pylock.toml", installProject: false }, texts).dependencies;
    assert.deepEqual(
        alone.projects.map(({ from }) => from),
        ["core"],
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
        assert.deepEqual(
            dependencies.files.map(({ from, to }) => [from, to]),
            [[`../locks/${name}`, name]],
        );
    }
});

/** As PDM writes it: extras and groups decide by markers. */
const chosen = `
lock-version = "1.0"
created-by = "pdm"
extras = ["pg"]
dependency-groups = ["default", "dev"]
default-groups = ["default"]

[[packages]]
name = "six"
version = "1.17.0"
marker = '"default" in dependency_groups'

[[packages]]
name = "psycopg"
version = "3.3.9"
marker = "'pg' in extras and platform_release >= '6'"

[[packages]]
name = "pytest"
version = "9.0"
marker = '"dev" in dependency_groups and python_version >= "3.9"'

[[packages]]
name = "colorama"
version = "0.4.6"
marker = "'default' in dependency_groups and sys_platform == 'win32'"

[[packages]]
name = "local"
directory = { path = "../gone" }
marker = "'dev' in dependency_groups"
`;

test("pylock.toml with extras and groups: what is chosen is staged, and nothing else has to be there", () => {
    const staged = (args: object) =>
        planOf({ requirements: "pylock.toml", ...args }, { "pylock.toml": chosen, "../gone/setup.py": "" })
            .dependencies;
    const text = staged({}).files[0]?.text ?? "";
    assert.deepEqual(namesIn(text), ["six"]);
    assert.doesNotMatch(text, /default|marker|extras/);
    assert.deepEqual(staged({}).projects, []);
    const pg = staged({ extras: ["pg"] }).files[0]?.text ?? "";
    assert.deepEqual(namesIn(pg), ["six", "psycopg"]);
    assert.match(pg, /marker = 'platform_release >= "6"'|marker = "platform_release >= \\"6\\""/);
    assert.deepEqual(namesIn(staged({ groups: ["dev"] }).files[0]?.text), ["six", "pytest"]);
    assert.deepEqual(
        staged({ groups: ["dev"] }).projects.map(({ from }) => from),
        ["../gone"],
    );
});

test("pylock.toml: extras, groups and members that it has not are told", () => {
    const args = { requirements: "pylock.toml", extras: ["pgsql"], groups: ["dev"], member: "api" };
    assert.deepEqual(problemsOf(args, { "pylock.toml": 'extras = ["pg", "redis"]\n' }), [
        "member: expected a lock file of several projects (uv.lock, poetry.lock, Pipfile.lock), got pylock.toml. " +
            "Leave out `member`, or give such a file as `requirements`.",
        'extras: expected one that pylock.toml knows, got "pgsql". There are pg, redis.',
        'groups: expected none, as pylock.toml knows none, got "dev". Leave it out.',
    ]);
});

test("pylock.toml: of wheels by path for several systems one is enough", () => {
    const lock =
        '[[packages]]\nname = "fast"\nwheels = [{ path = "fast-1-win_amd64.whl" }, { path = "fast-1-linux_x86_64.whl" }]\n';
    const { files } = planOf(
        { requirements: "pylock.toml" },
        { "pylock.toml": lock, "fast-1-linux_x86_64.whl": "" },
    ).dependencies;
    assert.deepEqual(
        files.map(({ to }) => to),
        ["pylock.toml", "fast-1-linux_x86_64.whl"],
    );
});
