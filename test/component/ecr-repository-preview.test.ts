import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { EcrRepository } from "../../components/ecr/ecr-repository";

const resources: string[] = [];
const calls: string[] = [];

before(() =>
    pulumi.runtime.setMocks(
        {
            newResource({ type, name, inputs }) {
                resources.push(`${type} ${name}`);
                return { id: undefined, state: inputs };
            },
            call({ token }) {
                calls.push(token);
                return { userName: "AWS", password: "ecr-t0ken" };
            },
        },
        "project",
        "stack",
        true,
    ),
);
after(() => pulumi.runtime.disconnect());

test("a first preview shows every child, and outputs that are not known yet", async () => {
    const repository = new EcrRepository("api", { keepImages: 10 });
    const outputs = [
        repository.url,
        repository.arn,
        repository.repository,
        repository.login,
    ] as pulumi.Output<unknown>[];
    const states = outputs.map((output) => (output as unknown as { isKnown: Promise<boolean> }).isKnown);
    assert.deepEqual(await Promise.all(states), [false, false, false, false]);
    assert.deepEqual(resources, [
        "python-image:index:EcrRepository api",
        "aws:ecr/repository:Repository api",
        "aws:ecr/lifecyclePolicy:LifecyclePolicy api",
    ]);
    assert.deepEqual(calls, [], "no token is fetched for a registry that is not known yet");
});
