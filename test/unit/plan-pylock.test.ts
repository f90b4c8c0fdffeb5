import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "smol-toml";
import { withoutDirectories } from "../../components/python-image/plan/pylock";
import { planOf, problemsOf } from "../support/plan-files";

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
