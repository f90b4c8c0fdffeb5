import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { programFolder } from "../support/staging";
import { readTexts } from "../support/tree";

test("lines of local projects are taken out of the requirements, and their files staged", async (t) => {
    const folder = programFolder(t, {
        "program/requirements.txt": "six \\\n  # why\n-e ../lib[fast]\n./wheels/a-1-py3-none-any.whl\nattrs\n",
        "program/wheels/a-1-py3-none-any.whl": "zip",
        "lib/pyproject.toml": "",
        "lib/.dockerignore": "*",
        "lib/src/x.py": "",
        "lib/link": { link: "src/x.py" },
    });
    const staged = await folder.stage({ requirements: "requirements.txt" });
    const texts = readTexts(join(folder.path, staged.path));
    assert.equal(
        texts["requirements/requirements.txt"],
        "six    # why\n# in a step of its own: -e ../lib[fast]\n" +
            "# in a step of its own: ./wheels/a-1-py3-none-any.whl\nattrs\n",
    );
    assert.deepEqual(
        Object.keys(texts).filter((name) => name.startsWith("projects/")),
        [
            "projects/files/0/lib/.dockerignore",
            "projects/files/0/lib/pyproject.toml",
            "projects/files/0/lib/src/x.py",
            "projects/files/1/a-1-py3-none-any.whl",
            "projects/links.json",
        ],
    );
    assert.deepEqual(JSON.parse(texts["projects/links.json"] ?? ""), { "0/lib/link": "src/x.py" });
});

test("projects of a uv workspace lie beside its lock file", async (t) => {
    const folder = programFolder(t, {
        "program/uv.lock":
            '[manifest]\nmembers = ["app", "core"]\n' +
            '[[package]]\nname = "app"\nsource = { virtual = "." }\ndependencies = [{ name = "core" }]\n' +
            '[[package]]\nname = "core"\nsource = { editable = "core" }\n',
        "program/pyproject.toml": "",
        "program/core/pyproject.toml": "",
        "program/core/core.py": "",
        "program/other.py": "",
    });
    const staged = await folder.stage({ requirements: "uv.lock" });
    const names = Object.keys(readTexts(join(folder.path, staged.path)));
    assert.deepEqual(
        names.filter((name) => /^(projects|requirements)\//.test(name)),
        [
            "projects/files/core/core.py",
            "projects/files/core/pyproject.toml",
            "projects/files/pyproject.toml",
            "projects/files/uv.lock",
            "projects/links.json",
            "requirements/core/pyproject.toml",
            "requirements/pyproject.toml",
            "requirements/uv.lock",
        ],
    );
});
