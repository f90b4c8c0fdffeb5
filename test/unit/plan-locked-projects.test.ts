import assert from "node:assert/strict";
import { test } from "node:test";
import { problemsOf } from "../support/plan-files";

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
