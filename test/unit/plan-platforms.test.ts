import assert from "node:assert/strict";
import { test } from "node:test";
import type { PythonImageArgs } from "../../components";
import { checkPlatforms } from "../../components/python-image/plan/check-platforms";
import { Problems } from "../../components/python-image/plan/problem";

function saysOf(args: Partial<PythonImageArgs>): string[] {
    const problems = new Problems();
    checkPlatforms(args, problems);
    return problems.all.map(({ message }) => message);
}

test("platforms, with an engine for some, are taken", () => {
    const engines = { "linux/arm64": "ssh://builder@arm.example.org" };
    assert.deepEqual(saysOf({ platforms: ["linux/amd64", "linux/arm64"], engines }), []);
    assert.deepEqual(saysOf({ platform: "linux/arm64" }), []);
});

test("what is wrong with platforms is said, all of it at once", () => {
    assert.deepEqual(
        saysOf({
            platform: "linux/amd64",
            platforms: ["linux/amd64", "arm64", "linux/amd64"],
            engines: { "linux/s390x": "ssh://z" },
            push: false,
        }),
        [
            'platform: expected no `platform` beside `platforms`, got "linux/amd64". Leave out one of them.',
            'platforms: expected no `platforms` with `push: false`, got ["linux/amd64","arm64","linux/amd64"]. ' +
                "An engine keeps no index of images: give one `platform`.",
            'platforms[1]: expected one `linux/<architecture>`, got "arm64". Use "linux/amd64" or "linux/arm64".',
            'platforms[2]: expected each platform once, got "linux/amd64". Leave it out here.',
            'engines["linux/s390x"]: expected one of `platforms`, got another. ' +
                "Add it to `platforms`, or leave the engine out.",
        ],
    );
    assert.deepEqual(saysOf({ platforms: [] }), [
        'platforms: expected at least one platform, got []. Name some: ["linux/amd64", "linux/arm64"].',
    ]);
    assert.deepEqual(saysOf({ engines: { "linux/arm64": "ssh://a" } }), [
        "engines: expected `platforms` beside it, got none. Name the platforms that they build for.",
    ]);
});
