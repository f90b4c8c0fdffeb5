import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import type Docker from "dockerode";
import { connectEngine } from "../../components/engine/connect";
import { ensurePulled } from "../support/container";
import { sharedMachine } from "../support/machine";
import { type ExampleRun, runExample } from "../support/registry-example";
import { forgetImages } from "../support/registry-images";
import { registryMissing } from "../support/registry-process";
import { startRegistry, type TestRegistry } from "../support/registry-server";

const inputsOf = ({ resources }: ExampleRun, type: string) => resources.find((one) => one.type === type)?.inputs ?? {};

/** A container that does not answer must not hold up all tests. */
const LIMIT = { timeout: 180_000 };

describe("examples of what runs an image", { skip: registryMissing }, () => {
    let registry: TestRegistry;
    let docker: Docker;
    before(async () => {
        const { engine } = await sharedMachine();
        process.env.DOCKER_HOST = engine.host;
        docker = connectEngine(engine.host);
        registry = await startRegistry();
    });
    after(async () => {
        await forgetImages(docker, registry.host);
        await registry.stop();
    });

    /** Runs an image in the network of the engine's host as long as the body takes. */
    async function running(
        image: string,
        config: Docker.ContainerCreateOptions,
        body: (container: Docker.Container) => Promise<void>,
    ) {
        await ensurePulled(docker, image);
        const container = await docker.createContainer({
            ...config,
            Image: image,
            HostConfig: { NetworkMode: "host" },
        });
        try {
            await container.start();
            await body(container);
        } finally {
            await container.remove({ force: true });
        }
    }

    test("ecr-lambda: the function is deployed by digest, and answers an event as Lambda sends it", LIMIT, async () => {
        const ended = await runExample("ecr-lambda", { registry });
        assert.equal(ended.error, undefined);
        const { ref } = ended.outputs as { ref: string };
        const { packageType, imageUri, architectures } = inputsOf(ended, "aws:lambda/function:Function");
        assert.deepEqual([packageType, imageUri, architectures], ["Image", ref, ["x86_64"]]);
        assert.match(ref, new RegExp(`^${registry.host}/greeter@sha256:[0-9a-f]{64}$`));

        const lambda = await startRuntimeApi({ name: "Ada" });
        await running(ref, { Env: [`AWS_LAMBDA_RUNTIME_API=${lambda.host}`] }, async () => {
            assert.deepEqual(await lambda.answer, { greeting: "Hello, Ada!" });
        });
        await lambda.stop();
    });

    test("ecs-service: the task runs the digest, and the service answers its health check", LIMIT, async () => {
        const ended = await runExample("ecs-service", { registry });
        assert.equal(ended.error, undefined);
        const { ref } = ended.outputs as { ref: string };
        const task = inputsOf(ended, "aws:ecs/taskDefinition:TaskDefinition");
        const [container] = JSON.parse(task.containerDefinitions as string);
        assert.equal(container.image, ref);
        assert.equal(container.logConfiguration.options["awslogs-region"], "eu-west-1");

        const [, ...check] = container.healthCheck.command as string[];
        await running(ref, {}, async (container) => {
            const deadline = Date.now() + 20_000;
            while ((await exitCode(container, check)) !== 0) {
                assert.ok(Date.now() < deadline, "the service does not answer");
            }
        });
    });

    test("stack-reference: another stack's image is pulled by its digest and run", async () => {
        const ref = `${registry.host}/api@sha256:${"0".repeat(64)}`;
        const ended = await runExample("stack-reference", {
            config: { "stack-reference:images": "organization/images/dev" },
            otherStack: { ref, size: { compressedBytes: 46_464_706, unpackedBytes: 120_768_000, layers: [] } },
        });
        assert.equal(ended.error, undefined);
        assert.deepEqual(
            ended.resources.map(({ type, name }) => `${type} ${name}`),
            [
                "pulumi:pulumi:StackReference organization/images/dev",
                "docker:index/remoteImage:RemoteImage image",
                "docker:index/container:Container container",
            ],
        );
        assert.deepEqual(inputsOf(ended, "docker:index/remoteImage:RemoteImage"), { name: ref, keepLocally: true });
        assert.deepEqual([ended.outputs.ref, ended.outputs.pulled], [ref, "46.5 MB"]);
    });
});

/** Lambda's side of the runtime API: hands one event out, and takes the answer. */
async function startRuntimeApi(event: object): Promise<{ host: string; answer: Promise<unknown>; stop(): void }> {
    let answered: (answer: unknown) => void;
    const answer = new Promise<unknown>((resolve) => {
        answered = resolve;
    });
    let events = 0;
    const server = createServer(async (request, response) => {
        const parts: Buffer[] = [];
        for await (const part of request) {
            parts.push(part);
        }
        if (request.url?.endsWith("/invocation/next")) {
            // As in Lambda, the next event is waited for.
            if (events++ === 0) {
                const headers = {
                    "Lambda-Runtime-Aws-Request-Id": "1",
                    "Lambda-Runtime-Deadline-Ms": `${Date.now() + 10_000}`,
                };
                response.writeHead(200, { ...headers, "content-type": "application/json" }).end(JSON.stringify(event));
            }
        } else {
            answered(JSON.parse(Buffer.concat(parts).toString("utf8")));
            response.writeHead(202).end("{}");
        }
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { host, answer, stop: () => server.close().closeAllConnections() };
}

async function exitCode(container: Docker.Container, command: string[]): Promise<number | null> {
    const exec = await container.exec({ Cmd: command, AttachStdout: true });
    const stream = await exec.start({});
    stream.resume();
    await new Promise((resolve) => stream.on("end", resolve));
    return (await exec.inspect()).ExitCode;
}
