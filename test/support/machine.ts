import type { TestContext } from "node:test";
import type { PulumiCli } from "../../setup/cli";
import type { Machine } from "../../setup/machine";
import { testMachine } from "../../setup/test-machine";

export type { Machine } from "../../setup/machine";

/** The engine, the registry and the base images that the tests share: see {@link testMachine}. */
export async function sharedMachine(): Promise<Machine> {
    return testMachine();
}

/** The Pulumi CLI; where there is none, the test is skipped with the reason and undefined is returned. */
export async function pulumiOrSkip(test: TestContext): Promise<PulumiCli | undefined> {
    const { pulumi } = await testMachine();
    if ("cli" in pulumi) return pulumi.cli;
    test.skip(`no Pulumi CLI: ${pulumi.reason}`);
    return undefined;
}
