import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { describe, test } from "node:test";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "../../components";
import { contentHashOf, fixedBases } from "../support/component-image";
import { runUnderMocks } from "../support/program";
import { temporaryDirectory } from "../support/tree";

const args = { repository: "127.0.0.1:5000/team/api", packages: ["six"], tag: "1", ...fixedBases };
const imagesOf = ({ resources }: Awaited<ReturnType<typeof runUnderMocks>>) =>
    resources.filter(({ type }) => type === "docker:index/image:Image");

describe("the engine that builds", () => {
    test("is that of a provider among the component's own", async (t) => {
        const program = () => {
            const remote = new docker.Provider("remote", { host: "ssh://builder.example.org" });
            const { taggedRef } = new PythonImage("api", args, { providers: [remote] });
            const other = new PythonImage("other", args, { providers: { docker: remote } });
            const third = new PythonImage("third", args);
            return { taggedRef, other: other.taggedRef, third: third.taggedRef };
        };
        const run = await runUnderMocks(t, program);
        const used = Object.fromEntries(imagesOf(run).map(({ name, provider }) => [name, provider]));
        assert.deepEqual(used, {
            api: "pulumi:providers:docker remote",
            other: "pulumi:providers:docker remote",
            third: "",
        });
    });

    test("is that of a provider of a parent", async (t) => {
        const program = () => {
            const remote = new docker.Provider("remote", { host: "ssh://builder.example.org" });
            const team = new pulumi.ComponentResource("acme:index:Team", "red", {}, { providers: [remote] });
            return { taggedRef: new PythonImage("api", args, { parent: team }).taggedRef };
        };
        const [image] = imagesOf(await runUnderMocks(t, program));
        assert.equal(image?.provider, "pulumi:providers:docker remote");
    });

    /** An engine that has no image, and where it listens. */
    async function emptyEngine(t: { after(done: () => void): void }): Promise<{ host: string; asked: string[] }> {
        const asked: string[] = [];
        const server = createServer((request, response) => {
            asked.push(`${request.method} ${request.url}`);
            response.writeHead(404, { "content-type": "application/json" }).end('{"message":"No such image"}');
        });
        const socket = join(temporaryDirectory(t), "docker.sock");
        await new Promise<void>((resolve) => server.listen(socket, resolve));
        t.after(() => server.close());
        return { host: `unix://${socket}`, asked };
    }

    test("is asked whether it still has an image that is not pushed", async (t) => {
        const id = `sha256:${"9".repeat(64)}`;
        const urn = "urn:pulumi:dev::project::python-image:index:PythonImage::api";
        const deployed = { contentHash: await contentHashOf(t) };
        const call = () => ({ outputs: { [urn]: { outputs: { ref: id, digest: id, generation: 2, deployed } } } });
        const how = { call, preview: true, real: true };
        const { host, asked } = await emptyEngine(t);
        const withProvider = () => {
            const remote = new docker.Provider("remote", { host });
            const { generation } = new PythonImage("api", { ...args, push: false }, { providers: [remote] });
            return { generation };
        };
        assert.equal((await runUnderMocks(t, withProvider, how)).outputs.generation?.value, 3);
        const withConfiguration = () => {
            pulumi.runtime.setConfig("docker:host", host);
            const { generation } = new PythonImage("api", { ...args, push: false });
            return { generation };
        };
        assert.equal((await runUnderMocks(t, withConfiguration, how)).outputs.generation?.value, 3);
        pulumi.runtime.setAllConfig({});
        const withEnvironment = () => {
            const { generation } = new PythonImage("api", { ...args, push: false });
            return { generation };
        };
        const run = await runUnderMocks(t, withEnvironment, { ...how, environment: { DOCKER_HOST: host } });
        assert.equal(run.outputs.generation?.value, 3);
        assert.deepEqual(
            asked.filter((one) => one.includes(id)),
            Array(3).fill(`GET /images/${id}/json`),
        );
    });
});

describe("two components of one name under different parents", () => {
    test("have contexts of their own", async (t) => {
        const program = () => {
            const team = new pulumi.ComponentResource("acme:index:Team", "red");
            const group = new pulumi.ComponentResource("acme:index:Group", "red");
            const images = [
                new PythonImage("api", args),
                new PythonImage("api", { ...args, packages: ["attrs"] }, { parent: team }),
                new PythonImage("api", { ...args, packages: ["idna"] }, { parent: group }),
            ];
            return { hashes: pulumi.all(images.map(({ contentHash }) => contentHash)) };
        };
        const run = await runUnderMocks(t, program);
        const contexts = imagesOf(run).map(({ inputs }) => (inputs as { build: { context: string } }).build.context);
        assert.deepEqual(contexts.sort(), [
            ".python-image/dev/acme.index.Group-red.api",
            ".python-image/dev/acme.index.Team-red.api",
            ".python-image/dev/api",
        ]);
        for (const context of contexts) {
            assert.equal(existsSync(join(run.directory, context, "Dockerfile")), true, context);
        }
        assert.equal(new Set(run.outputs.hashes?.value as string[]).size, 3);
    });
});
