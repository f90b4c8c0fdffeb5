import assert from "node:assert/strict";
import { test } from "node:test";
import { planOf, type Texts } from "../support/plan-files";

const demanded = (requirements: string, texts: Texts) => planOf({ requirements }, texts).dependencies.installerDemand;

test("a uv project's required-version is what it demands of uv", () => {
    const project = '[project]\nname = "api"\n[tool.uv]\nrequired-version = ">=0.8,<0.9"\n';
    assert.deepEqual(demanded("../api/uv.lock", { "../api/uv.lock": "", "../api/pyproject.toml": project }), {
        tool: "uv",
        spec: ">=0.8,<0.9",
        file: "../api/pyproject.toml",
    });
});

test("beside a uv.toml uv ignores [tool.uv], and so does the plan", () => {
    const project = '[tool.uv]\nrequired-version = ">=0.8"\n';
    const texts = { "uv.lock": "", "pyproject.toml": project, "uv.toml": 'required-version = "==0.9.2"\n' };
    assert.deepEqual(demanded("uv.lock", texts), { tool: "uv", spec: "==0.9.2", file: "uv.toml" });
    assert.equal(demanded("uv.lock", { ...texts, "uv.toml": "" }), undefined);
});

test("a Poetry project's requires-poetry is what it demands of Poetry", () => {
    const texts = { "poetry.lock": "", "pyproject.toml": '[tool.poetry]\nrequires-poetry = "<2.3"\n' };
    assert.deepEqual(demanded("poetry.lock", texts), { tool: "poetry", spec: "<2.3", file: "pyproject.toml" });
});

test("where a project says nothing nothing is demanded", () => {
    assert.equal(demanded("uv.lock", { "uv.lock": "", "pyproject.toml": "" }), undefined);
    assert.equal(demanded("requirements.txt", { "requirements.txt": "six" }), undefined);
});
