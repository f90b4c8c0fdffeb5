import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";

/** What the program registered. */
const resources: pulumi.runtime.MockResourceArgs[] = [];

before(async () => {
    await pulumi.runtime.setMocks(
        {
            newResource: (resource) => {
                resources.push(resource);
                // What the Docker provider would answer: the mock builds nothing.
                const repoDigest = `127.0.0.1:5000/api@sha256:${"0".repeat(64)}`;
                return { id: resource.name, state: { ...resource.inputs, repoDigest } };
            },
            call: ({ inputs }) => inputs,
        },
        "unit-tests",
        "test",
        // A preview: nothing is built and nothing asked of a registry.
        true,
    );
});

test("the program declares one image, which its Dockerfile describes", async () => {
    const program: typeof import("./index") = require("./index");
    const dockerfile = await new Promise<string>((resolve) => {
        program.dockerfile.apply(resolve);
    });
    assert.match(dockerfile, /CMD \["python","-m","http.server"\]/);
    // Waits until all resources are registered.
    await pulumi.runtime.disconnect();
    const images = resources.filter(({ type }) => type === "docker:index/image:Image");
    assert.deepEqual(
        images.map(({ name }) => name),
        ["api"],
    );
});
