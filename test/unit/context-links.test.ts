import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { programFolder } from "../support/staging";
import { readTexts } from "../support/tree";

test("a link that leads out of source is an error before the build that names it and its target", async (t) => {
    const folder = programFolder(t, {
        "app/main.py": "",
        "app/shared": { link: "../shared" },
        "shared/__init__.py": "",
    });
    await assert.rejects(folder.stage({ packages: ["six"], source: "../app" }), (error: Error) => {
        assert.match(
            error.message,
            /source: expected symbolic links that stay inside, got shared -> \.\.\/shared\. Put what it leads to into `source`, /,
        );
        return true;
    });
});

test("what a link of source leads to in a local project is taken along, and an edit of it is a change", async (t) => {
    const tree = {
        "app/main.py": "",
        "app/shared": { link: "../lib/shared" },
        "lib/setup.py": "",
        "lib/shared/__init__.py": "one = 1\n",
        "program/requirements.txt": "../lib\n",
    };
    const args = { requirements: "requirements.txt", source: "../app" };
    const folder = programFolder(t, tree);
    const staged = await folder.stage(args);
    const texts = readTexts(join(folder.path, staged.path));
    assert.equal(texts["source/files/shared/__init__.py"], "one = 1\n");
    const edited = await programFolder(t, { ...tree, "lib/shared/__init__.py": "two = 2\n" }).stage(args);
    assert.notEqual(edited.hash, staged.hash);
});

test("a member's links to files of its workspace are taken along; others are told", async (t) => {
    const tree = {
        "shop/uv.lock":
            '[manifest]\nmembers = ["api"]\n[[package]]\nname = "api"\nsource = { editable = "services/api" }\n',
        "shop/pyproject.toml": '[tool.uv.workspace]\nmembers = ["services/*"]\n',
        "shop/LICENSE": "free\n",
        "shop/services/api/pyproject.toml": '[project]\nname = "api"\n',
        "shop/services/api/LICENSE": { link: "../../LICENSE" },
        "shop/services/api/build/stale.py": "",
    };
    const args = { requirements: "../shop/uv.lock", member: "api" };
    const folder = programFolder(t, tree);
    const texts = readTexts(join(folder.path, (await folder.stage(args)).path));
    assert.equal(texts["projects/files/services/api/LICENSE"], "free\n");
    assert.equal(texts["projects/files/services/api/build/stale.py"], undefined);
    const other = programFolder(t, { ...tree, "shop/services/api/data": { link: "/var/data" } });
    await assert.rejects(
        other.stage(args),
        /requirements \(\.\.\/shop\/services\/api\): expected symbolic links that stay inside, got data -> \/var\/data\. /,
    );
});

test("an edit of another member changes neither the context nor the hash", async (t) => {
    const tree = (worker: string, version: string) => ({
        "shop/uv.lock":
            '[manifest]\nmembers = ["api", "worker"]\n[[package]]\nname = "api"\nsource = { editable = "api" }\n' +
            `[[package]]\nname = "worker"\nversion = "${version}"\nsource = { editable = "worker" }\n`,
        "shop/pyproject.toml": `[tool.uv.workspace]\nmembers = ["*"]\n[tool.ruff]\nline-length = ${version}\n`,
        "shop/api/pyproject.toml": '[project]\nname = "api"\n',
        "shop/worker/pyproject.toml": `[project]\nname = "worker"\nversion = "${version}"\n`,
        "shop/worker/worker.py": worker,
    });
    const args = { requirements: "../shop/uv.lock", member: "api" };
    const one = await programFolder(t, tree("one", "1")).stage(args);
    const two = await programFolder(t, tree("two", "2")).stage(args);
    assert.deepEqual([two.hash, two.contextHash], [one.hash, one.contextHash]);
});

test("a source that is a link to itself is told as one that is not there", async (t) => {
    const folder = programFolder(t, { app: { link: "app" } });
    await assert.rejects(
        folder.stage({ packages: ["six"], source: "../app" }),
        /source: expected a directory, got "\.\.\/app"/,
    );
});
