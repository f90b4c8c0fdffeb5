import { existsSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { connectEngine } from "../../components/engine/connect";
import { ensureBases } from "../../setup/bases";
import type { PulumiCli } from "../../setup/cli";
import { findProgram, StateFolder } from "../../setup/host";
import type { Machine } from "../../setup/machine";
import { testMachine } from "../../setup/tests";

export type { Machine } from "../../setup/machine";

/** The engine, the registry and the base images that the tests share: see {@link testMachine}. */
export async function sharedMachine(): Promise<Machine> {
    return testMachine();
}

/**
 * A base image beside the one that all tests share: `python:3.15-slim`, `arm64v8/python:3.13-slim`. It is pulled, or made
 * from Debian's packages, when the first test asks for it.
 *
 * @returns whether it is a stand-in.
 */
export async function sharedBase(image: string): Promise<boolean> {
    const { engine } = await testMachine();
    const state = new StateFolder();
    const standIns = await state.exclusively(() => ensureBases(connectEngine(engine.host), state, [image]));
    return standIns.includes(image);
}

/**
 * The Pulumi CLI; where there is none, or none that runs programs in `language`, the test is skipped with the reason and
 * undefined is returned.
 */
export async function pulumiOrSkip(test: TestContext, language = "nodejs"): Promise<PulumiCli | undefined> {
    const { pulumi } = await testMachine();
    if (!("cli" in pulumi)) {
        test.skip(`no Pulumi CLI: ${pulumi.reason}`);
        return undefined;
    }
    const host = `pulumi-language-${language}`;
    if (existsSync(join(pulumi.cli.bin, host)) || (await findProgram(host)) !== undefined) return pulumi.cli;
    test.skip(`the Pulumi CLI has no ${host}`);
    return undefined;
}
