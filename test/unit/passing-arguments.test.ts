import assert from "node:assert/strict";
import { test } from "node:test";
import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { knownValue } from "../../components/python-image/known-output";
import { hashOfLasting, keepPassing } from "../../components/python-image/passing-arguments";

const build = {
    context: ".python-image/api",
    args: { INDEX_URL: "https://ci:one@example.org", SOURCE_DATE_EPOCH: "0" },
};
const image: docker.ImageArgs = { imageName: "example.org/api:latest", build, registry: { password: "one" } };

const hashOf = (changes: object, content = "a") => knownValue(hashOfLasting({ ...image, ...changes }, [content, "c"]));

test("logins and proxies do not count, whatever else an image is made from does", async () => {
    const first = await hashOf({});
    const args = (more: object) => ({ build: { ...build, args: { ...build.args, ...more } } });
    for (const same of [
        args({ INDEX_URL: "two" }),
        args({ EXTRA_INDEX_URLS: "x" }),
        args({ BUILD_SECRETS: "export A='x'", GIT_CREDENTIALS: "https://ci:x@example.org" }),
        args({ HTTPS_PROXY: "http://proxy", NO_PROXY: "x" }),
        { registry: { password: "two" } },
    ]) {
        assert.equal(await hashOf(same), first);
    }
    const others = [
        args({ BUILDER_IMAGE: "python:3.12" }),
        args({ BUILD_ENVIRONMENT: "export A='x'" }),
        { build: { ...build, network: "host" } },
        { imageName: "example.org/api:other" },
        { skipPush: true },
    ];
    for (const other of others) {
        assert.notEqual(await hashOf(other), first);
    }
    assert.notEqual(await hashOf({}, "b"), first);
});

test("they are kept while nothing else changes, beside what is ignored already", async () => {
    const transformed = async (unchanged: pulumi.Output<boolean>) =>
        keepPassing(unchanged)({
            custom: true,
            type: "docker:index/image:Image",
            name: "api",
            props: { skipPush: false },
            opts: { ignoreChanges: ["skipPush"] },
        });
    assert.deepEqual(await transformed(pulumi.output(true)), {
        props: { skipPush: false },
        opts: {
            ignoreChanges: [
                "skipPush",
                ...[
                    "INDEX_URL",
                    "EXTRA_INDEX_URLS",
                    "BUILD_SECRETS",
                    "GIT_CREDENTIALS",
                    "HTTP_PROXY",
                    "HTTPS_PROXY",
                    "FTP_PROXY",
                    "NO_PROXY",
                    "ALL_PROXY",
                ].map((name) => `build.args.${name}`),
            ],
        },
    });
    assert.equal(await transformed(pulumi.output(false)), undefined);
    const unknown = pulumi.output(Promise.resolve((pulumi as unknown as { unknown: unknown }).unknown));
    assert.equal(await transformed(unknown as unknown as pulumi.Output<boolean>), undefined);
});
