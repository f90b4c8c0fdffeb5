import assert from "node:assert/strict";
import { test } from "node:test";
import { parseImageName } from "../../components/registry/image-name";

test("references of images are read as Docker reads them", () => {
    const digest = `sha256:${"0a".repeat(32)}`;
    const read = (text: string) => {
        const { repository, tag, digest } = parseImageName(text);
        return [repository.name, tag, digest];
    };
    assert.deepEqual(read("python"), ["docker.io/library/python", "latest", undefined]);
    assert.deepEqual(read("python:3.13-slim"), ["docker.io/library/python", "3.13-slim", undefined]);
    assert.deepEqual(read(`python:3.13-slim@${digest}`), ["docker.io/library/python", "3.13-slim", digest]);
    assert.deepEqual(read("127.0.0.1:5000/team/base"), ["127.0.0.1:5000/team/base", "latest", undefined]);
    assert.deepEqual(read("127.0.0.1:5000/team/base:1"), ["127.0.0.1:5000/team/base", "1", undefined]);
    assert.deepEqual(read(`ghcr.io/team/base@${digest}`), ["ghcr.io/team/base", "latest", digest]);
    assert.throws(() => parseImageName("Not An Image"), /repository: expected/);
});
