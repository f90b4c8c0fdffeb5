import assert from "node:assert/strict";
import { test } from "node:test";
import { secretsOfUrls, withoutLogins } from "../../components/python-image/plan/url-login";

test("logins are left out of all URLs in a text, and nothing else is", () => {
    for (const [text, shown] of [
        ["https://ci:x@y@example.org/simple", "https://example.org/simple"],
        ["htps://user:t0ken@host/a and http://b@c", "htps://host/a and http://c"],
        ["git+https://example.org/a.git@main", "git+https://example.org/a.git@main"],
        ["https://example.org/a?mail=a@b", "https://example.org/a?mail=a@b"],
        ["a@b.example.org", "a@b.example.org"],
    ] as const) {
        assert.equal(withoutLogins(text), shown);
    }
});

test("what is secret in them is the password, or a token alone", () => {
    assert.deepEqual(secretsOfUrls("https://ci:p%40ss@a.example.org http://t0ken@b.example.org http://c.example.org"), [
        "p%40ss",
        "p@ss",
        "t0ken",
        "t0ken",
    ]);
    assert.deepEqual(secretsOfUrls("https://ci:100%@a.example.org"), ["100%", "100%"]);
});
