import assert from "node:assert/strict";
import { test } from "node:test";
import { Base } from "../../components/python-image/choices";
import { planOf, problemsOf } from "../support/plan-files";

const remedy = (program: string) =>
    `The builder has no ${program} to fetch it with: name a release, or add \`buildPackages: ["${program}"]\`.`;

test("links to version control are refused, without the login in them", () => {
    const texts = {
        "requirements.txt": [
            "git+https://ci:s3cret@example.org/a.git@main",
            "b @ git+ssh://git@example.org/b",
            "-e hg+https://example.org/c#egg=c",
            "svn+https://example.org/d",
            "git://example.org/e",
        ].join("\n"),
    };
    const expected = "expected a release from a package index";
    assert.deepEqual(
        problemsOf({ packages: ["f @ bzr+https://example.org/f"], requirements: "requirements.txt" }, texts),
        [
            `requirements (requirements.txt): ${expected}, got git+https://example.org/a.git@main. ${remedy("git")}`,
            `requirements (requirements.txt): ${expected}, got git+ssh://example.org/b. ${remedy("git")}`,
            `requirements (requirements.txt): ${expected}, got hg+https://example.org/c#egg=c. ${remedy("mercurial")}`,
            `requirements (requirements.txt): ${expected}, got svn+https://example.org/d. ${remedy("subversion")}`,
            `requirements (requirements.txt): ${expected}, got git://example.org/e. ${remedy("git")}`,
            `packages[0]: ${expected}, got bzr+https://example.org/f. ${remedy("breezy")}`,
        ],
    );
});

test("with Git in the builder they are taken, and so are archives", () => {
    const texts = { "requirements.txt": "a @ git+https://example.org/a\nhttps://example.org/b.tar.gz\n" };
    for (const buildPackages of [["git"], ["gcc", "git=1:2.47.2-0.1"]]) {
        const args = { requirements: "requirements.txt", packages: ["c @ https://example.org/c.whl"], buildPackages };
        assert.deepEqual(planOf(args, texts).dependencies.remotes, [
            { where: "requirements (requirements.txt)", url: "git+https://example.org/a" },
            { where: "requirements (requirements.txt)", url: "https://example.org/b.tar.gz" },
            { where: "packages[0]", url: "https://example.org/c.whl" },
        ]);
    }
    assert.deepEqual(problemsOf({ packages: ["c @ https://example.org/c.whl"] }), []);
});

test("of a builder that may have Git by itself nothing is said", () => {
    const packages = ["a @ git+https://example.org/a"];
    for (const image of [{ base: Base.Full }, { builderImage: "example.org/builder" }]) {
        assert.deepEqual(problemsOf({ packages, ...image }), []);
    }
});

test("lock files name what they take from version control", () => {
    const pyproject = '[project]\nname = "app"\n';
    const locks: [string, string, string, { [path: string]: string }][] = [
        [
            "uv.lock",
            '[[package]]\nname = "a"\nsource = { git = "https://example.org/a?rev=main#0a1b" }\n' +
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
        assert.deepEqual(problemsOf({ requirements }, { ...texts, [requirements]: text }), [
            `requirements (a): expected a release from a package index, got ${url}. ${remedy("git")}`,
        ]);
        const args = { requirements, buildPackages: ["git"] };
        assert.equal(planOf(args, { ...texts, [requirements]: text }).dependencies.remotes.length, 1);
    }
});
