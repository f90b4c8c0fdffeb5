import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type Docker from "dockerode";
import { connectEngine } from "../../components/engine/connect";
import type { ImageOutputs } from "../support/live-program";
import { sharedMachine } from "../support/machine";
import { AWS_USER } from "../support/registry-aws";
import { type ExampleOptions, type ExampleRun, runExample } from "../support/registry-example";
import { forgetImages } from "../support/registry-images";
import { registryMissing } from "../support/registry-process";
import { startRegistry, type TestRegistry } from "../support/registry-server";

const run = (options: ExampleOptions) => runExample("ecr", options);
const outputsOf = (ended: ExampleRun) => {
    assert.equal(ended.error, undefined);
    return ended.outputs as unknown as ImageOutputs;
};
const imageOf = ({ resources }: ExampleRun) =>
    resources.find(({ type }) => type === "docker:index/image:Image")?.inputs as { [name: string]: unknown };

describe("an image in ECR", { skip: registryMissing }, () => {
    let docker: Docker;
    let registry: TestRegistry;
    before(async () => {
        const { engine } = await sharedMachine();
        process.env.DOCKER_HOST = engine.host;
        docker = connectEngine(engine.host);
        registry = await startRegistry({ auth: "htpasswd", username: AWS_USER });
    });
    after(async () => {
        await forgetImages(docker, registry.host);
        await registry.stop();
    });

    test("a first preview shows every resource, although repository and login are unknown", async () => {
        const ended = await run({ preview: true });
        assert.deepEqual(ended.resources.map(({ type, name }) => `${type} ${name}`).sort(), [
            "aws:ecr/lifecyclePolicy:LifecyclePolicy reports",
            "aws:ecr/repository:Repository reports",
            "docker:index/image:Image reports",
            "python-image:index:EcrRepository reports",
            "python-image:index:PythonImage reports",
        ]);
        assert.deepEqual(outputsOf(ended), {});
    });

    for (const auth of ["htpasswd", "token"] as const) {
        test(`from the repository to the pushed image, its digest and size: login "${auth}"`, async (context) => {
            const ecr = await startRegistry({ auth, username: AWS_USER });
            context.after(async () => {
                await forgetImages(docker, ecr.host);
                await ecr.stop();
            });
            const ended = await run({ registry: ecr });
            const outputs = outputsOf(ended);
            assert.equal(outputs.ref, `${ecr.host}/reports@${outputs.digest}`);
            const { digest, config, layers } = await ecr.manifest("reports", outputs.digest);
            assert.equal(digest, outputs.digest);
            assert.equal(
                outputs.size.compressedBytes,
                layers.reduce((sum, layer) => sum + layer.size, config.size),
            );
            assert.deepEqual(ended.secrets, []);
        });
    }

    test("a token that has rotated changes nothing but itself", async () => {
        const one = await run({ registry, preview: true });
        const other = await run({ registry: { ...registry, password: "r0tated-t0ken" }, preview: true });
        const { registry: before, ...image } = imageOf(one);
        const { registry: after, ...same } = imageOf(other);
        assert.deepEqual(image, same);
        const login = { server: registry.host, username: AWS_USER };
        assert.deepEqual(before, { ...login, password: registry.password });
        assert.deepEqual(after, { ...login, password: "r0tated-t0ken" });
    });

    test("a token that is wrong or has expired is told, without the token", async () => {
        const { error = "" } = await run({ registry: { ...registry, password: "exp1red-t0ken" } });
        assert.match(error, /UNAUTHORIZED: .*The login of "AWS" is wrong or has expired/);
        assert.ok(!error.includes("exp1red-t0ken"));
    });
});
