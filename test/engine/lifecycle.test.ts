import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { engineProgram } from "../support/engine-program";
import { leaksNothing } from "../support/leaks";
import { pulumiOrSkip, sharedMachine } from "../support/machine";
import { startRegistry, type TestRegistry } from "../support/registry-server";

const index = `
import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";
const config = new pulumi.Config();
const host = config.require("host");
const image = new PythonImage("api", {
    repository: \`\${host}/team/api\`,
    registry: { server: host, username: config.require("username"), password: config.requireSecret("password") },
    packages: ["six==1.17.0"],
    source: "app",
});
export const { ref, digest, taggedRef, size, packages, contentHash, generation } = image;
`;

it("an image lives through up, preview, a second checkout, an edit, a loss, refresh and destroy", async (test) => {
    const cli = await pulumiOrSkip(test);
    if (cli === undefined) {
        return;
    }
    await sharedMachine();
    const registry = await startRegistry({ auth: "htpasswd" });
    const { host, username, password } = registry;
    try {
        const program = await engineProgram(cli, {
            "index.ts": index,
            "app/main.py": "print('one')\n",
        });
        const { stack } = program;
        await stack.setAllConfig({
            host: { value: host },
            username: { value: username as string },
            password: { value: password as string, secret: true },
        });
        const onOutput = program.record;

        const first = await stack.up({ onOutput });
        const digest = first.outputs.digest?.value as string;
        assert.match(first.outputs.ref?.value, new RegExp(`^${host}/team/api@sha256:[0-9a-f]{64}$`));
        assert.deepEqual(
            Object.entries(first.outputs).filter(([, output]) => output.secret),
            [],
        );
        assert.match(first.stdout, /MB compressed, .* unpacked, \d+ layers/);

        await stack.preview({ onOutput, expectNoChanges: true });
        const again = await stack.up({ onOutput });
        assert.deepEqual(changes(again.summary.resourceChanges), {});
        assert.equal(again.outputs.digest?.value, digest);

        const other = await program.checkout();
        await other.stack.preview({ onOutput, expectNoChanges: true });

        writeFileSync(join(program.directory, "app/main.py"), "print('two')\n");
        const edited = await stack.up({ onOutput });
        assert.deepEqual(changes(edited.summary.resourceChanges), { update: 1 });
        assert.notEqual(edited.outputs.digest?.value, digest);

        await manifest(registry, "DELETE", edited.outputs.digest?.value, 202);
        const announced = await stack.preview({ onOutput });
        assert.deepEqual(changes(announced.changeSummary), { replace: 1 });
        const restored = await stack.up({ onOutput });
        assert.equal(restored.outputs.digest?.value, edited.outputs.digest?.value);
        assert.equal(restored.outputs.generation?.value, 1);
        await stack.preview({ onOutput, expectNoChanges: true });

        await stack.refresh({ onOutput });
        leaksNothing(program, [password as string]);
        await stack.destroy({ onOutput });
        await manifest(registry, "HEAD", edited.outputs.digest?.value, 200);
    } finally {
        await registry.stop();
    }
});

it("a first preview with a repository that is not known yet shows every child", async (test) => {
    const cli = await pulumiOrSkip(test);
    if (cli === undefined) {
        return;
    }
    await sharedMachine();
    const program = await engineProgram(cli, {
        "index.ts": `
import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";
class Later extends pulumi.dynamic.Resource {
    declare readonly url: pulumi.Output<string>;
    constructor(name: string) {
        super({ create: async () => ({ id: name, outs: { url: "127.0.0.1:1/x" } }) }, name, { url: undefined });
    }
}
const image = new PythonImage("api", { repository: new Later("repository").url, packages: ["six"] });
export const { ref, digest, taggedRef, size, dockerfile } = image;
`,
    });
    const preview = await program.stack.preview({ onOutput: program.record });
    assert.deepEqual(preview.changeSummary, { create: 4 });
    assert.match(program.log(), /docker:index:Image\s+api\s+create/);
    assert.match(program.log(), /ref\s*: \[unknown\]/);
    assert.match(program.log(), /dockerfile: "# Written by pulumi-python-image/);
});

it("a build that fails is explained, and the failing step named", async (test) => {
    const cli = await pulumiOrSkip(test);
    if (cli === undefined) {
        return;
    }
    const { registry } = await sharedMachine();
    const program = await engineProgram(cli, {
        "index.ts": `
import { PythonImage } from "pulumi-python-image";
new PythonImage("api", { repository: "${registry}/engine/fails", packages: ["six==99.99"] });
`,
    });
    await assert.rejects(program.stack.up({ onOutput: program.record }));
    assert.match(program.log(), /api: expected a built image, got a failure at the step "Install the requirements"/);
    assert.match(program.log(), /No version fits what the requirements ask for: six==99\.99/);
});

it("the remedy is named where no Docker Engine answers", async (test) => {
    const cli = await pulumiOrSkip(test);
    if (cli === undefined) {
        return;
    }
    const { registry } = await sharedMachine();
    const program = await engineProgram(cli, {
        "index.ts": `
import { PythonImage } from "pulumi-python-image";
new PythonImage("api", { repository: "${registry}/engine/none", packages: ["six"] });
`,
    });
    program.stack.workspace.envVars.DOCKER_HOST = "unix:///nowhere/docker.sock";
    await assert.rejects(program.stack.up({ onOutput: program.record }));
    assert.match(program.log(), /error: .* No Docker Engine answers\. Start one, or name it in DOCKER_HOST/);
    assert.doesNotMatch(program.log(), /Configure/, "the provider's own words are shown");
});

async function manifest(registry: TestRegistry, method: string, digest: string, expected: number): Promise<void> {
    const headers = {
        accept: "application/vnd.oci.image.manifest.v1+json",
        authorization: registry.authorization("team/api") as string,
    };
    const answer = await fetch(`http://${registry.host}/v2/team/api/manifests/${digest}`, { method, headers });
    assert.equal(answer.status, expected);
}

function changes(summary: { [kind: string]: number } | undefined): { [kind: string]: number } {
    return Object.fromEntries(Object.entries(summary ?? {}).filter(([kind]) => kind !== "same"));
}
