import assert from "node:assert/strict";
import { it } from "node:test";
import { engineProgram } from "../support/engine-program";
import { leaksNothing } from "../support/leaks";
import { pulumiOrSkip, sharedMachine } from "../support/machine";
import { privatePackage, startPackageIndex } from "../support/package-index";
import { startRegistry } from "../support/registry-server";

it("a rotated token of an index changes nothing by itself, and serves what else changes", async (test) => {
    const cli = await pulumiOrSkip(test);
    if (cli === undefined) {
        return;
    }
    await sharedMachine();
    const registry = await startRegistry({ auth: "htpasswd" });
    test.after(() => registry.stop());
    const index = await startPackageIndex();
    test.after(() => index.stop());
    const text = (more: string) => `
import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";
const config = new pulumi.Config();
const image = new PythonImage("api", {
    repository: "${registry.host}/rotated-token",
    registry: {
        server: "${registry.host}",
        username: "${registry.username}",
        password: config.requireSecret("password"),
    },
    tag: "latest",
    packages: ["${privatePackage}"],
    index: { url: "${index.url}", username: "${index.username}", password: config.requireSecret("token") },
    ${more}
});
export const { digest } = image;
`;
    const program = await engineProgram(cli, { "index.ts": text("") });
    const { stack, record: onOutput } = program;
    const rotate = (value: string) => stack.setConfig("token", { value, secret: true });

    await stack.setConfig("password", { value: registry.password as string, secret: true });
    await rotate(index.password);
    const first = await stack.up({ onOutput });
    await rotate("of an hour that has passed");
    await stack.preview({ onOutput, expectNoChanges: true });
    const again = await stack.up({ onOutput });
    assert.deepEqual(again.summary.resourceChanges, { same: 3 });
    assert.equal(again.outputs.digest?.value, first.outputs.digest?.value);
    leaksNothing(program, [index.password, registry.password as string]);

    program.write({ "index.ts": text('workdir: "/srv",') });
    await assert.rejects(stack.up({ onOutput }));
    assert.match(program.log(), /api: expected a built image, got a failure at the step "Install the requirements"/);

    await rotate(index.password);
    const edited = await stack.up({ onOutput });
    assert.deepEqual(edited.summary.resourceChanges, { same: 2, update: 1 });
    assert.notEqual(edited.outputs.digest?.value, first.outputs.digest?.value);

    // An update that leaves the image out does not count: whatever builds next has to take the new token.
    program.write({ "index.ts": text('workdir: "/opt",') });
    await rotate("of another hour that has passed");
    await stack.up({ onOutput, target: ["**python-image:index:PythonImage::api"] });
    await assert.rejects(stack.up({ onOutput }), /refused the login/);
    await rotate(index.password);
    const after = await stack.up({ onOutput });
    assert.notEqual(after.outputs.digest?.value, edited.outputs.digest?.value);
    leaksNothing(program, [index.password, registry.password as string]);
});
