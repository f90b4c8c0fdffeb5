import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { hasWrittenLogin } from "../../components/python-image/plan/written-logins";
import { planOf, problemsOf } from "../support/plan-files";

const remedy =
    `Give it in \`gitLogins\` for Git, in \`index\` for an index, or name it as \`\${TOKEN}\` and give ` +
    "`buildEnvironment: { TOKEN: … }`: they are kept secret.";
const written = (where: string) =>
    `${where}: expected a URL without a password or token, got one with a login. ${remedy}`;
const missing = (where: string, name: string) =>
    `${where}: expected a variable of \`buildEnvironment\`, got \${${name}}, which is not given. ` +
    `Give it: \`buildEnvironment: { ${name}: … }\`.`;

describe("a login is told from a name", () => {
    const logins = [
        "lib @ git+https://ci:s3cret@example.org/lib",
        "--extra-index-url https://ci:s3cret@example.org/simple",
        "git+https://ghp_0123456789abcdefghijABCDEFGHIJ@github.com/team/lib",
        "https://abcdefghij0123456789xyz@example.org/lib.whl",
        "git+https://****@github.com/team/lib",
    ];
    const names = [
        "git+ssh://git@example.org/lib",
        "git+https://team@dev.azure.com/team/project/_git/lib",
        `https://ci:\${TOKEN}@example.org/simple`,
        "https://$USER:$TOKEN@example.org/simple",
        "six==1.17.0 # who@example.org",
        "name: https://example.org/@scope/lib",
    ];
    for (const text of logins) {
        test(text, () => assert.equal(hasWrittenLogin(text), true));
    }
    for (const text of names) {
        test(text, () => assert.equal(hasWrittenLogin(text), false));
    }
});

test("logins are refused wherever they would be staged, and never shown", () => {
    const texts = {
        "requirements.txt": "six\n-r more.txt\n",
        "more.txt": "# https://ci:s3cret@example.org/simple\nattrs\n-i https://ci:s3cret@example.org/simple\n",
    };
    const packages = ["lib @ git+https://ci:s3cret@example.org/lib"];
    assert.deepEqual(problemsOf({ requirements: "requirements.txt", packages }, texts), [
        written("packages[0]"),
        written("requirements (more.txt, line 1)"),
        written("requirements (more.txt, line 3)"),
    ]);
    const lock = {
        Pipfile: '[[source]]\nurl = "https://ci:s3cret@example.org/simple"\n',
        "Pipfile.lock": "{}",
    };
    assert.deepEqual(problemsOf({ requirements: "Pipfile.lock" }, lock), [written("requirements (Pipfile, line 2)")]);
});

test("the login of an index is one: it is a secret there", () =>
    assert.deepEqual(problemsOf({ packages: ["six"], index: { url: "https://ci:s3cret@example.org/simple" } }), []));

describe("variables", () => {
    const texts = {
        "requirements.txt": `six\n-r more.txt\n# \${COMMENT}\n`,
        "more.txt": `--extra-index-url https://ci:\${INDEX_TOKEN}@example.org/simple\nlib @ https://\${HOST}/lib.whl\n`,
    };
    const args = {
        requirements: "requirements.txt",
        packages: [`a @ https://\${A_TOKEN}@example.org/a.whl`],
        index: { url: `https://\${INDEX_TOKEN}@example.org/simple` },
    };

    test("one that is not given is named with its place", () =>
        assert.deepEqual(problemsOf(args, texts), [
            missing("packages[0]", "A_TOKEN"),
            missing("index.url", "INDEX_TOKEN"),
            missing("requirements (more.txt, line 1)", "INDEX_TOKEN"),
            missing("requirements (more.txt, line 2)", "HOST"),
        ]));

    test("those that are given are known", () => {
        const buildEnvironment = { A_TOKEN: "a", INDEX_TOKEN: "i", HOST: "h", CMAKE_ARGS: "-DX" };
        const plan = planOf({ ...args, buildEnvironment }, texts);
        assert.deepEqual(plan.buildEnvironment, ["A_TOKEN", "CMAKE_ARGS", "HOST", "INDEX_TOKEN"]);
        assert.deepEqual(plan.namedVariables, ["A_TOKEN", "HOST", "INDEX_TOKEN"]);
    });
});
