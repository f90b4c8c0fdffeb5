import assert from "node:assert/strict";
import { test } from "node:test";
import { parseChallenges } from "../../components/registry/challenge";

test("a Bearer challenge with commas inside quotes", () => {
    const header =
        'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull,push"';
    assert.deepEqual(parseChallenges(header), [
        {
            scheme: "bearer",
            parameters: {
                realm: "https://auth.docker.io/token",
                service: "registry.docker.io",
                scope: "repository:a/b:pull,push",
            },
        },
    ]);
});

test("several challenges, names in any case, values without quotes, escaped quotes", () => {
    assert.deepEqual(
        parseChallenges('BASIC Realm=tests , Bearer realm = "a \\"b\\"", error=invalid_token, Negotiate'),
        [
            { scheme: "basic", parameters: { realm: "tests" } },
            { scheme: "bearer", parameters: { realm: 'a "b"', error: "invalid_token" } },
            { scheme: "negotiate", parameters: {} },
        ],
    );
});

test("what cannot be understood ends the reading", () => {
    assert.deepEqual(parseChallenges(""), []);
    assert.deepEqual(parseChallenges('=,=;""'), []);
    assert.deepEqual(parseChallenges('realm="without a scheme"'), []);
    assert.deepEqual(parseChallenges('Basic realm="unclosed'), [{ scheme: "basic", parameters: {} }]);
});
