import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { buildEnvironment } from "../../components/python-image/build-environment";
import { gitCredentials } from "../../components/python-image/git-credentials";
import { knownValue } from "../../components/python-image/known-output";

const awkward = `it's "quoted" \\ $HOME \`id\`\n second line `;

test("secrets are told apart, and all values arrive as they are", async () => {
    const given = { PLAIN: awkward, TOKEN: pulumi.secret(`s3cret ${awkward}`), LATER: pulumi.output("now") };
    const { buildArguments, shaping, secrets } = buildEnvironment(given, []);
    assert.deepEqual(Object.keys(buildArguments), ["BUILD_ENVIRONMENT", "BUILD_SECRETS"]);
    for (const output of Object.values(buildArguments)) {
        assert.equal(await pulumi.isSecret(output), true);
    }
    const exported = async (name: string) => {
        const text = await knownValue(buildArguments[name] as pulumi.Output<string>);
        const printed = execFileSync("/bin/sh", ["-c", `${text}\nenv -0`], { env: {}, encoding: "utf8" });
        const pairs = printed.split("\0").map((pair) => pair.split(/=(.*)/s).slice(0, 2) as [string, string]);
        return Object.fromEntries(pairs.filter(([key]) => key in given));
    };
    assert.deepEqual(await exported("BUILD_ENVIRONMENT"), { PLAIN: awkward, LATER: "now" });
    assert.deepEqual(await exported("BUILD_SECRETS"), { TOKEN: `s3cret ${awkward}` });
    assert.deepEqual(await knownValue(shaping), ["LATER=now", `PLAIN=${awkward}`, "TOKEN"]);
    assert.deepEqual(await knownValue(secrets), [`s3cret ${awkward}`]);
    assert.equal(await pulumi.isSecret(shaping), false);
});

test("a plain value that a URL names is not shown either", async () => {
    const { secrets, fillIn } = buildEnvironment({ TOKEN: "t", OTHER: "o" }, ["TOKEN"]);
    assert.deepEqual(await knownValue(secrets), ["t"]);
    assert.equal(
        await knownValue(fillIn(`https://\${TOKEN}@example.org/\${NONE}/$OTHER`)),
        `https://t@example.org/\${NONE}/$OTHER`,
    );
});

test("without variables there are no arguments", () => {
    assert.deepEqual(buildEnvironment(undefined, []).buildArguments, {});
    assert.deepEqual(buildEnvironment({}, []).buildArguments, {});
});

test("logins to Git servers become URLs, by plain HTTP on this machine alone", async () => {
    const { GIT_CREDENTIALS: given } = gitCredentials([
        { host: "github.com", password: "t/k@n" },
        { host: "127.0.0.1:8080", username: "ci", password: pulumi.secret("p") },
    ]);
    assert.ok(given);
    assert.equal(await pulumi.isSecret(given), true);
    assert.equal(
        await knownValue(given),
        "https://x-access-token:t%2Fk%40n@github.com\nhttps://ci:p@127.0.0.1:8080\nhttp://ci:p@127.0.0.1:8080",
    );
    assert.deepEqual(gitCredentials([]), {});
});
