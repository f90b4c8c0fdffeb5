import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explainProvider, isTransient } from "../../components/python-image/diagnosis/explain-provider";
import { withoutAddress } from "../support/error-address";

describe("what the Docker provider's words mean", () => {
    const engine =
        "No Docker Engine answers. Start one, or name it in DOCKER_HOST or in a `docker.Provider` with `host`.";
    const login = "The registry refused the login. Give `registry` with a user who may push, or run `docker login`.";
    const cases: [string, string][] = [
        ["Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?", engine],
        ["dial unix /var/run/docker.sock: connect: permission denied", engine],
        ["denied: requested access to the resource is denied", login],
        ["unauthorized: authentication required", login],
        ["no basic auth credentials", login],
        [
            "tag invalid: The image tag 'py-0a' already exists in the 'api' repository and cannot be overwritten because the repository is immutable.",
            "The registry has the tag already and keeps tags for ever. Give another `tag`, or leave it out for one made from the content; if that is the one, it was pushed before: deploy the `ref` of then, or let the registry change tags.",
        ],
        [
            'Get "https://10.0.0.5:5000/v2/": http: server gave HTTP response to HTTPS client',
            "The registry speaks plain HTTP, which is allowed on loopback only. Give it a certificate.",
        ],
        [
            "dial tcp 127.0.0.1:9: connect: connection refused",
            "The engine cannot reach the registry. Check `repository` and that the registry runs.",
        ],
        [
            "dial tcp: lookup registry.invalid: no such host",
            "The engine cannot reach the registry. Check `repository` and that the registry runs.",
        ],
        [
            "name unknown: The repository with name 'api' does not exist in the registry with id '1'",
            "The registry has no such repository. Create it first, or check `repository`.",
        ],
        [
            "toomanyrequests: You have reached your pull rate limit",
            "The registry allows no more requests for now. Wait, or log in with an account that has a higher limit.",
        ],
        [
            'Get "http://127.0.0.1:5000/v2/": EOF',
            "The connection to the registry broke. Try again, and check the registry and what lies between.",
        ],
        [
            "received unexpected HTTP status: 500 Internal Server Error",
            "The registry failed by itself. Try again later; its own log tells why.",
        ],
        ["something new", "See the engine's log for more."],
    ];
    for (const [words, remedy] of cases) {
        test(words, () => {
            const shown = words.replace(/\.$/, "");
            assert.equal(
                withoutAddress(explainProvider("api", words)),
                `api: expected a built image, got: ${shown}. ${remedy}`,
            );
        });
    }

    test("many words are cut, and line breaks are none", () =>
        assert.equal(
            withoutAddress(explainProvider("api", `a\n  b ${"x".repeat(500)}`)),
            `api: expected a built image, got: a b ${"x".repeat(396)}. See the engine's log for more.`,
        ));
});

test("failures that pass by themselves are told from those that do not", () => {
    for (const words of [
        "received unexpected HTTP status: 500 Internal Server Error",
        "received unexpected HTTP status: 503 Service Unavailable",
        "502 Bad Gateway",
        "read tcp 10.0.0.1:52->10.0.0.2:443: read: connection reset by peer",
        "unexpected EOF",
        'Get "http://127.0.0.1:5000/v2/": EOF',
        "toomanyrequests: slow down",
        "write: broken pipe",
        "net/http: TLS handshake timeout",
        "dial tcp: i/o timeout",
        "429 Too Many Requests",
    ]) {
        assert.equal(isTransient(words), true, words);
    }
    for (const words of [
        "denied: requested access to the resource is denied",
        "dial tcp 127.0.0.1:5000: connect: connection refused",
        "process did not complete successfully: exit code: 1",
        "manifest invalid: 127.0.0.1:5001/api",
        "unauthorized: authentication required",
        "tag cannot be overwritten",
    ]) {
        assert.equal(isTransient(words), false, words);
    }
});
