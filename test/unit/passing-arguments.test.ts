import assert from "node:assert/strict";
import { test } from "node:test";
import type * as docker from "@pulumi/docker";
import { knownValue } from "../../components/python-image/known-output";
import { hashOfLasting } from "../../components/python-image/passing-arguments";

const build = {
    context: ".python-image/api",
    args: { INDEX_URL: "https://ci:one@example.org", SOURCE_DATE_EPOCH: "0" },
};
const image: docker.ImageArgs = { imageName: "example.org/api:latest", build, registry: { password: "one" } };

const hashOf = (changes: object, content = "a") => knownValue(hashOfLasting({ ...image, ...changes }, [content, "c"]));

test("logins, proxies and the way to them do not count, whatever else an image is made from does", async () => {
    const first = await hashOf({});
    const args = (more: object) => ({ build: { ...build, args: { ...build.args, ...more } } });
    for (const same of [
        args({ INDEX_URL: "two" }),
        args({ EXTRA_INDEX_URLS: "x" }),
        args({ BUILD_SECRETS: "export A='x'", GIT_CREDENTIALS: "https://ci:x@example.org" }),
        args({ HTTPS_PROXY: "http://proxy", NO_PROXY: "x" }),
        { build: { ...build, network: "host" } },
        { registry: { password: "two" } },
    ]) {
        assert.equal(await hashOf(same), first);
    }
    const others = [
        args({ BUILDER_IMAGE: "python:3.12" }),
        args({ BUILD_ENVIRONMENT: "export A='x'" }),
        { imageName: "example.org/api:other" },
        { skipPush: true },
    ];
    for (const other of others) {
        assert.notEqual(await hashOf(other), first);
    }
    assert.notEqual(await hashOf({}, "b"), first);
});
