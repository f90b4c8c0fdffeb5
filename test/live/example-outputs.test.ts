import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import type Docker from "dockerode";
import { connectEngine } from "../../components/engine/connect";
import { runContainer } from "../support/container";
import { sharedMachine } from "../support/machine";
import { runExample } from "../support/registry-example";

const examples = join(__dirname, "../../examples");

/** What the README of an example says that its container prints. */
function promised(name: string): string {
    const readme = readFileSync(join(examples, name, "README.md"), "utf8");
    return /prints\n\n```text\n([\s\S]*?)```/.exec(readme)?.[1] ?? assert.fail(`${name}: no expected output`);
}

describe("examples print what they promise", () => {
    let docker: Docker;
    let registry: string;
    before(async () => {
        const machine = await sharedMachine();
        process.env.DOCKER_HOST = machine.engine.host;
        docker = connectEngine(machine.engine.host);
        registry = machine.registry;
    });

    async function deploy(name: string): Promise<{ [output: string]: unknown }> {
        const { outputs, error } = await runExample(name, { config: { [`${name}:registry`]: registry } });
        assert.equal(error, undefined);
        return outputs;
    }

    async function printed(ref: unknown, command: string[] = []): Promise<string> {
        const { stdout, stderr } = await runContainer(docker, ref as string, command);
        assert.notEqual(stdout, "", stderr);
        return stdout;
    }

    test("the start of the docs: its first image", async () => {
        const { outputs, error } = await runExample("../docs/snippets/start", {});
        assert.equal(error, undefined);
        assert.equal(
            await printed(outputs.ref),
            readFileSync(join(examples, "../docs/snippets/start/output.txt"), "utf8"),
        );
    });

    test("data-job: sums, and keeps its report", async () => {
        const { ref } = await deploy("data-job");
        assert.equal(await printed(ref), promised("data-job"));
    });

    test("minimal: all is there that its program loads", async () => {
        const { ref } = await deploy("minimal");
        assert.equal(await printed(ref, ["python", "fetch.py", "--dry-run"]), promised("minimal"));
    });

    test("many-images: each service runs its own code in the one environment", async () => {
        const { refs } = (await deploy("many-images")) as { refs: { [service: string]: string } };
        assert.equal(await printed(refs.orders), promised("many-images"));
        assert.equal(await printed(refs.billing), promised("many-images").replace("orders", "billing"));
    });

    test("workspace-member: what the member needs, and no more", async () => {
        const { ref, packages } = await deploy("workspace-member");
        assert.equal(await printed(ref), promised("workspace-member"));
        const names = (packages as { name: string }[]).map(({ name }) => name).sort();
        assert.deepEqual(names, ["humanize", "prices", "storefront"]);
    });
});
