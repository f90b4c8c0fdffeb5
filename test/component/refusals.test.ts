import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { PythonImage, type PythonImageArgs } from "../../components";
import { withoutAddress, withoutCodes } from "../support/error-address";
import { runUnderMocks } from "../support/program";
import { inDirectory, type Tree, temporaryDirectory, writeTree } from "../support/tree";

/** The message of the `RunError` that arguments end with, without the codes of its mistakes. */
async function refusal(t: { after(done: () => void): void }, args: object, tree: Tree = {}): Promise<string> {
    const directory = temporaryDirectory(t);
    writeTree(directory, tree);
    return inDirectory(directory, () => {
        try {
            new PythonImage("api", args as PythonImageArgs);
        } catch (error) {
            assert.ok(pulumi.RunError.isInstance(error), String(error));
            assert.equal(existsSync(join(directory, ".python-image")), false);
            return error.message.includes("\n") ? withoutCodes(error.message) : withoutAddress(error.message);
        }
        return assert.fail("nothing was refused");
    });
}

const good = { repository: "ghcr.io/team/api", packages: ["six"] };

describe("arguments with a mistake are refused before anything is registered or staged", () => {
    const cases: [string, object, string][] = [
        [
            "no repository",
            { packages: ["six"] },
            'repository: expected a repository, got none. Name one, such as "ghcr.io/team/api".',
        ],
        [
            "an empty repository",
            { ...good, repository: "" },
            'repository: expected a repository, got "". Name one, such as "ghcr.io/team/api".',
        ],
        [
            "upper case",
            { ...good, repository: "ghcr.io/Team/api" },
            'repository: expected a repository in lower case, got "ghcr.io/Team/api". Write "ghcr.io/team/api".',
        ],
        [
            "a tag in the repository",
            { ...good, repository: "ghcr.io/team/api:1" },
            'repository: expected a repository without a tag, got "ghcr.io/team/api:1". ' +
                'Leave out ":" and all that follows; give the tag as "tag".',
        ],
        [
            "a digest in the repository",
            { ...good, repository: "ghcr.io/team/api@sha256:0a" },
            'repository: expected a repository without a digest, got "ghcr.io/team/api@sha256:0a". ' +
                'Leave out "@" and all that follows; the digest is an output.',
        ],
        [
            "a tag that is none",
            { ...good, tag: "a b" },
            'tag: expected a tag, got "a b". ' +
                'Use 1 to 128 letters, digits, "_", "." and "-", not starting with "." or "-".',
        ],
        [
            "a budget that is no number",
            { ...good, sizeBudget: { compressedBytes: "80MB" } },
            'sizeBudget.compressedBytes: expected a number of at least 0, got "80MB". Write 80e6 for 80 MB; leave it out for no limit.',
        ],
        [
            "a budget below nothing",
            { ...good, sizeBudget: { growthPercent: -1 } },
            "sizeBudget.growthPercent: expected a number of at least 0, got -1. Leave it out for no limit.",
        ],
        [
            "a budget for a push that there is not",
            { ...good, push: false, sizeBudget: { unpackedBytes: 1, compressedBytes: 1 } },
            "sizeBudget.compressedBytes: expected no such limit with `push: false`, got 1. " +
                "An image that is not pushed has no compressed size: give `unpackedBytes`.",
        ],
        [
            "a password without a user",
            { ...good, index: { url: "https://e.org/simple", password: "p" } },
            "index: expected `username` and `password` together, got only a password. Give both, or neither.",
        ],
        [
            "a user without a password",
            { ...good, index: { url: "https://e.org/simple", username: "u" } },
            "index: expected `username` and `password` together, got only a user name. Give both, or neither.",
        ],
        [
            "a login for no index",
            { ...good, index: { username: "u", password: "p" } },
            "index: expected `url` beside the login, got none. The login goes to the host of `url` alone.",
        ],
        [
            "an index that is no URL",
            { ...good, index: { url: "packages.example.org" } },
            'index.url: expected an http or https URL, got "packages.example.org". Such as "https://packages.example.org/simple".',
        ],
        [
            "a missing requirements file",
            { repository: "r/api", requirements: "requirements.txt" },
            "requirements: expected a requirements file, got requirements.txt, which does not exist. " +
                "Give its path relative to the Pulumi program.",
        ],
        [
            "a source that is not there",
            { ...good, source: "../nowhere/app" },
            'source: expected a directory, got "../nowhere/app", which does not exist. ' +
                "Give the path of the application's directory, relative to the program.",
        ],
        [
            "a login in a link to version control",
            { ...good, packages: ["six @ git+https://ci:s3cret@e.org/six"] },
            "packages[0]: expected a URL without a password or token, got one with a login. " +
                `Give it in \`gitLogins\` for Git, in \`index\` for an index, or name it as \`\${TOKEN}\` and give ` +
                "`buildEnvironment: { TOKEN: … }`: they are kept secret.",
        ],
    ];
    for (const [what, args, message] of cases) {
        test(what, async (t) => assert.equal(await refusal(t, args), `PythonImage "api": ${message}`));
    }

    test("several mistakes are told at once", async (t) => {
        const args = {
            repository: "Team/api",
            tag: "-",
            requirements: "deps",
            packages: ["num py"],
            pythonVersion: "latest",
            platform: "amd64",
            command: [],
            venvName: "a/b",
            source: "app.py",
        };
        assert.deepEqual((await refusal(t, args, { "deps/six.txt": "", "app.py": "" })).split("\n"), [
            'PythonImage "api":',
            '  - repository: expected a repository in lower case, got "Team/api". Write "team/api".',
            '  - tag: expected a tag, got "-". Use 1 to 128 letters, digits, "_", "." and "-", not starting with "." or "-".',
            '  - pythonVersion: expected `major.minor` or `major.minor.patch`, got "latest". A moving version such as "3" or "latest" gives other images for the same input: name one, "3.13".',
            '  - platform: expected one `linux/<architecture>`, got "amd64". Use "linux/amd64" or "linux/arm64".',
            '  - venvName: expected letters, digits, `.`, `_` and `-`, got "a/b". It is the last part of the path: /opt/<venvName>.',
            "  - command: expected at least one word, got []. Leave it out to keep that of the base image.",
            '  - source: expected a directory, got "app.py", which is a file. Give the path of the application\'s directory, relative to the program.',
            '  - packages[0]: expected a requirement specifier such as `numpy>=2` (PEP 508), got "num py". Options and files belong in a requirements file.',
            "  - requirements: expected a requirements file, `pyproject.toml`, `pylock.toml`, `uv.lock`, `poetry.lock` or `Pipfile.lock`, got deps, which is a directory. It holds none of these.",
        ]);
    });
});

test("values of other kinds, as other languages may hand them over, are told with all other mistakes", async (t) => {
    const late = pulumi.output("3.13");
    const args = {
        repository: 5,
        pythonVersion: 3.13,
        venvName: late,
        packages: "six",
        command: "gunicorn dice:app",
        keep: [1],
        gitLogins: "s3cret",
        environment: ["A"],
        push: "no",
        smokeTests: null,
        tag: "-",
    };
    const list = "Put it in brackets, as a list of one.";
    assert.deepEqual((await refusal(t, args as never)).split("\n"), [
        'PythonImage "api":',
        '  - pythonVersion: expected a string, got 3.13. Write "3.13".',
        "  - venvName: expected a string, got an output of another resource. Give a plain value: it shapes the image, and is needed before any resource is there.",
        '  - push: expected true or false, got "no". Leave it out for the default.',
        `  - packages: expected a list of strings, got "six". ${list}`,
        "  - keep: expected a list of strings, got a list with a number. Leave it out for the default.",
        '  - command: expected a list, got a string. Give each word by itself: ["python", "main.py"].',
        `  - gitLogins: expected a list, got a string. ${list}`,
        "  - environment: expected an object, got a list. Leave it out for the default.",
        '  - repository: expected a string, got a number. Give one: "ghcr.io/team/api".',
        '  - tag: expected a tag, got "-". Use 1 to 128 letters, digits, "_", "." and "-", not starting with "." or "-".',
    ]);
});

describe("mistakes that only another resource can tell fail the component", () => {
    const failing = (t: { after(done: () => void): void }, args: Partial<PythonImageArgs>) =>
        runUnderMocks(t, () => ({ ref: new PythonImage("api", { ...good, ...args }).ref }));

    for (const [what, args, words] of [
        [
            "a repository",
            () => ({ repository: pulumi.output("ghcr.io/Team") }),
            'repository: expected a repository in lower case, got "ghcr.io/Team". Write "ghcr.io/team".',
        ],
        ["a tag", () => ({ tag: pulumi.output("a b") }), 'tag: expected a tag, got "a b". Use 1 to 128 letters'],
    ] as const) {
        test(what, async (t) => {
            await assert.rejects(failing(t, args()), (error: Error) => {
                assert.ok(pulumi.ResourceError.isInstance(error), String(error));
                assert.equal(error.message.includes(words), true, error.message);
                return true;
            });
        });
    }
});
