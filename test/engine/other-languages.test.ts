import assert from "node:assert/strict";
import { join } from "node:path";
import { it } from "node:test";
import { engineProgram } from "../support/engine-program";
import { pulumiOrSkip, sharedMachine } from "../support/machine";

const root = join(__dirname, "../..");
/** What Pulumi starts. In the directory above, Pulumi would have npm build the package again. */
const plugin = join(root, "plugin");

/** A program in YAML, which finds this package by its directory. */
const yaml = (registry: string, requirement: string) => `
name: engine-test
runtime: yaml
packages:
  python-image: ${plugin}
resources:
  api:
    type: python-image:PythonImage
    properties:
      repository: ${registry}/engine/yaml
      packages: ["${requirement}"]
  below:
    type: python-image:PythonImage
    name: api
    properties:
      repository: ${registry}/engine/yaml
      packages: ["${requirement}"]
      workdir: /srv
    options:
      parent: \${api}
outputs:
  below: \${below.ref}
  ref: \${api.ref}
  size: \${api.size}
`;

it("a program in YAML declares an image, and is told why one fails", async (test) => {
    const cli = await pulumiOrSkip(test, "yaml");
    if (cli === undefined) {
        return;
    }
    const { registry } = await sharedMachine();
    const program = await engineProgram(cli, { "Pulumi.yaml": yaml(registry, "six==1.17.0") });
    const onOutput = program.record;
    const { outputs } = await program.stack.up({ onOutput });
    assert.match(outputs.ref?.value, new RegExp(`^${registry}/engine/yaml@sha256:[0-9a-f]{64}$`));
    assert.notEqual(outputs.below?.value, outputs.ref?.value, "two of one name shared a context");
    assert.ok(outputs.size?.value.compressedBytes > 0);
    assert.match(program.log(), /MB compressed, .* unpacked, \d+ layers/);
    await program.stack.preview({ onOutput, expectNoChanges: true });

    program.write({ "Pulumi.yaml": yaml(registry, "six==99.99") });
    await assert.rejects(program.stack.up({ onOutput }));
    assert.match(program.log(), /api: expected a built image, got a failure at the step "Install the requirements"/);
    assert.match(program.log(), /No version fits what the requirements ask for: six==99\.99/);
});
