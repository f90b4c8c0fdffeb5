import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { ImageComparison } from "../../components";

test("a first preview shows every child; what is measured is unknown", async () => {
    const home = process.cwd();
    const program = mkdtempSync(join(tmpdir(), "comparison-"));
    process.chdir(program);
    writeFileSync("requirements.txt", "six==1.17.0\n");
    const children: string[] = [];
    const mocks = {
        newResource({ type, name, inputs }: pulumi.runtime.MockResourceArgs) {
            children.push(`${type} ${name}`);
            return { id: undefined, state: inputs };
        },
        call: ({ inputs }: pulumi.runtime.MockCallArgs) => inputs,
    };
    await pulumi.runtime.setMocks(mocks, "project", "stack", true);
    const repository = "127.0.0.1:1/team/api";
    const variants = { ours: {}, pip: { installer: "pip" as const } };
    const comparison = new ImageComparison("sizes", { repository, requirements: "requirements.txt", variants });
    const { rows, markdown, svg, html } = comparison;
    const known = await Promise.all([rows, markdown, svg, html].map((output) => isKnown(output)));
    await pulumi.runtime.disconnect();
    process.chdir(home);
    rmSync(program, { recursive: true });
    assert.deepEqual(known, [false, false, false, false]);
    assert.deepEqual(children.sort(), [
        "docker:index/image:Image sizes-ours",
        "docker:index/image:Image sizes-pip",
        "python-image:index:ImageComparison sizes",
        "python-image:index:PythonImage sizes-ours",
        "python-image:index:PythonImage sizes-pip",
    ]);
});

/** What the SDK itself asks an output, which its declared types leave out. */
function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
    return (output as unknown as { isKnown: Promise<boolean> }).isKnown;
}
