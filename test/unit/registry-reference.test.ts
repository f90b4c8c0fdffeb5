import assert from "node:assert/strict";
import { test } from "node:test";
import {
    isLoopback,
    loginHost,
    parseRepository,
    repositoryProblem,
    tagProblem,
} from "../../components/registry/reference";

const HUB = "https://registry-1.docker.io";

for (const [text, name, api] of [
    ["127.0.0.1:5000/team/api", "127.0.0.1:5000/team/api", "http://127.0.0.1:5000"],
    ["localhost/api", "localhost/api", "http://localhost"],
    ["[::1]:5000/api", "[::1]:5000/api", "http://[::1]:5000"],
    ["ghcr.io/o/api", "ghcr.io/o/api", "https://ghcr.io"],
    [
        "registry.example.org:8443/a/b/c__d-e.f",
        "registry.example.org:8443/a/b/c__d-e.f",
        "https://registry.example.org:8443",
    ],
    ["10.0.0.7:5000/api", "10.0.0.7:5000/api", "https://10.0.0.7:5000"],
    [
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com/api",
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com/api",
        "https://123456789012.dkr.ecr.eu-west-1.amazonaws.com",
    ],
    ["r/full", "docker.io/r/full", HUB],
    ["team/api", "docker.io/team/api", HUB],
    ["docker.io/team/api", "docker.io/team/api", HUB],
    ["index.docker.io/team/api", "docker.io/team/api", HUB],
    ["api", "docker.io/library/api", HUB],
] as const) {
    test(`${text} is ${name}`, () => {
        const repository = parseRepository(text);
        assert.equal(repository.name, name);
        assert.equal(`${repository.host}/${repository.path}`, name);
        assert.equal(repository.api, api);
    });
}

for (const [text, message] of [
    ["", 'repository: expected a repository, got "". Name one, such as "ghcr.io/team/api".'],
    [
        "ghcr.io/Team/api",
        'repository: expected a repository in lower case, got "ghcr.io/Team/api". Write "ghcr.io/team/api".',
    ],
    [
        "ghcr.io/team/api:1.0",
        'repository: expected a repository without a tag, got "ghcr.io/team/api:1.0". Leave out ":" and all that follows; give the tag as "tag".',
    ],
    [
        "api:1.0",
        'repository: expected a repository without a tag, got "api:1.0". Leave out ":" and all that follows; give the tag as "tag".',
    ],
    [
        "r/api@sha256:00",
        'repository: expected a repository without a digest, got "r/api@sha256:00". Leave out "@" and all that follows; the digest is an output.',
    ],
    [
        "https://ghcr.io/team/api",
        'repository: expected a repository without a scheme, got "https://ghcr.io/team/api". Leave out "https://".',
    ],
    [
        "127.0.0.1:5000",
        'repository: expected a host and a path, got "127.0.0.1:5000". Add a path, such as "127.0.0.1:5000/team/api".',
    ],
] as const) {
    test(`${JSON.stringify(text)} is no repository`, () => {
        assert.equal(repositoryProblem(text), message);
        assert.throws(() => parseRepository(text), { message });
    });
}

for (const text of [
    "ghcr.io/",
    "ghcr.io//api",
    "/api",
    "team/api/",
    "team/-api",
    "team/a___b",
    "team/api ",
    "ghcr.io:x/api",
    "a".repeat(260),
    "f".repeat(64),
    "team/ä",
    "team/$api",
]) {
    test(`${text.slice(0, 30)} is no repository`, () => {
        assert.match(repositoryProblem(text) ?? "", /^repository: expected .+, got ".*"\. .+\.$/s);
    });
}

test("the argument's own name is told", () => {
    assert.match(repositoryProblem("", "args.repository") ?? "", /^args\.repository: /);
});

test("tags", () => {
    for (const tag of ["latest", "1.2.3", "py-0123456789ab", "_x", "A".repeat(128)]) {
        assert.equal(tagProblem(tag), undefined, tag);
    }
    for (const tag of ["", ".x", "-x", "a b", "a/b", "a:b", "A".repeat(129), "ä"]) {
        assert.match(tagProblem(tag) ?? "", /^tag: expected a tag, got ".*"\. Use 1 to 128 /, tag);
    }
});

test("the server of a login may be a URL", () => {
    assert.equal(loginHost("https://123.dkr.ecr.eu-west-1.amazonaws.com"), "123.dkr.ecr.eu-west-1.amazonaws.com");
    assert.equal(loginHost("127.0.0.1:5000"), "127.0.0.1:5000");
    assert.equal(loginHost("https://index.docker.io/v1/"), "docker.io");
    assert.equal(loginHost("ghcr.io/"), "ghcr.io");
});

test("only this machine is loopback", () => {
    for (const host of ["127.0.0.1", "127.8.9.10:5000", "localhost:80", "localhost", "[::1]:5000"]) {
        assert.equal(isLoopback(host), true, host);
    }
    for (const host of ["127.0.0.1.example.org", "localhost.example.org", "10.0.0.1", "ghcr.io", "[::2]:5000"]) {
        assert.equal(isLoopback(host), false, host);
    }
});
