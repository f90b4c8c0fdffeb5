import assert from "node:assert/strict";
import { test } from "node:test";
import { wantedInstallers } from "../../components/python-image/plan/verify-settings";
import { planOf } from "../support/plan-files";

test("an installer that only a lock file names stays", () => {
    const lock = '[[packages]]\nname = "Setuptools"\nversion = "80"\n';
    const plan = planOf({ requirements: "pylock.toml" }, { "pylock.toml": lock });
    assert.deepEqual(wantedInstallers(plan), ["setuptools"]);
});

test("packages beside a lock file are held to its versions, but for those with a version of their own", () => {
    const entry = (head: string, name: string, version: string, more = "") =>
        `[[${head}]]\nname = "${name}"\nversion = "${version}"\n${more}`;
    const locked = (file: string, texts: { [path: string]: string }) => {
        const { dependencies } = planOf({ requirements: file, packages: ["pytest[x]", "Gunicorn>=23"] }, texts);
        assert.equal(dependencies.constraints, "python-image-locked.txt");
        return dependencies.files.find(({ to }) => to === dependencies.constraints)?.text;
    };
    const pylock = [
        entry("packages", "Pytest", "9.0.3"),
        entry("packages", "gunicorn", "20.0"),
        entry("packages", "two", "1"),
        entry("packages", "two", "2"),
        entry("packages", "own", "1", 'directory = { path = "." }\n'),
    ].join("\n");
    assert.equal(locked("pylock.toml", { "pylock.toml": pylock }), "pytest==9.0.3\n");
    const pipfile = {
        _meta: { hash: {}, sources: [] },
        default: { six: { version: "==1.17.0" } },
        develop: { pytest: { version: "==9.0.3", markers: "python_version >= '3.10'" }, lib: { path: "." } },
    };
    assert.equal(
        locked("Pipfile.lock", { "Pipfile.lock": JSON.stringify(pipfile), Pipfile: '[packages]\nsix = "*"\n' }),
        "pytest==9.0.3\nsix==1.17.0\n",
    );
});
