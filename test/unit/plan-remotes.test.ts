import assert from "node:assert/strict";
import { test } from "node:test";
import { fetchersOf } from "../../components/python-image/plan/fetchers";
import { planOf } from "../support/plan-files";

test("what fetches requirements from version control is known, each once", () => {
    const texts = {
        "requirements.txt": [
            "git+https://example.org/a.git@main",
            "b @ git+ssh://git@example.org/b",
            "-e hg+https://example.org/c#egg=c",
            "svn+https://example.org/d",
            "git://example.org/e",
            "https://example.org/b.tar.gz",
        ].join("\n"),
    };
    const { remotes } = planOf(
        { packages: ["f @ bzr+https://example.org/f"], requirements: "requirements.txt" },
        texts,
    ).dependencies;
    assert.deepEqual(
        fetchersOf(remotes).map((one) => one.package),
        ["git", "mercurial", "subversion", "breezy"],
    );
    assert.deepEqual(remotes[0], {
        where: "requirements (requirements.txt)",
        url: "git+https://example.org/a.git@main",
    });
    assert.equal(remotes.length, 7);
    assert.deepEqual(fetchersOf(planOf({ packages: ["c @ https://example.org/c.whl"] }).dependencies.remotes), []);
});

test("lock files name what they take from version control", () => {
    const pyproject = '[project]\nname = "app"\ndependencies = ["a", "b"]\n';
    const locks: [string, string, string, { [path: string]: string }][] = [
        [
            "uv.lock",
            '[[package]]\nname = "app"\nsource = { virtual = "." }\ndependencies = [{ name = "a" }, { name = "six" }]\n' +
                '[[package]]\nname = "a"\nsource = { git = "https://example.org/a?rev=main#0a1b" }\n' +
                '[[package]]\nname = "unused"\nsource = { git = "https://example.org/unused#0a1b" }\n' +
                '[[package]]\nname = "six"\nsource = { registry = "https://pypi.org/simple" }\n',
            "git+https://example.org/a?rev=main#0a1b",
            { "pyproject.toml": pyproject },
        ],
        [
            "poetry.lock",
            '[[package]]\nname = "a"\n[package.source]\ntype = "git"\nurl = "https://example.org/a"\nreference = "main"\n' +
                '[[package]]\nname = "b"\n[package.source]\ntype = "legacy"\nurl = "https://example.org/simple"\n',
            "git+https://example.org/a",
            { "pyproject.toml": pyproject },
        ],
        [
            "pylock.toml",
            '[[packages]]\nname = "a"\n[packages.vcs]\ntype = "git"\nurl = "https://example.org/a"\ncommit-id = "0a1b"\n',
            "git+https://example.org/a",
            {},
        ],
        [
            "Pipfile.lock",
            JSON.stringify({
                _meta: { sources: [] },
                default: { a: { git: "https://example.org/a", ref: "0a1b" }, six: { version: "==1.17.0" } },
            }),
            "git+https://example.org/a",
            { Pipfile: "" },
        ],
    ];
    for (const [requirements, text, url, texts] of locks) {
        assert.deepEqual(planOf({ requirements }, { ...texts, [requirements]: text }).dependencies.remotes, [
            { where: "requirements (a)", url },
        ]);
    }
});
