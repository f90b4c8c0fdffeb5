import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { root } from "../build";
import type { PulumiCli } from "./cli";

/** The stack of the project at the root of this repository. */
export const STACK = "dev";

/** Where `Pulumi.yaml` keeps state and configuration of the project's stacks. */
export const stateFolder = join(root, ".state");

/** Whether the stack may exist. */
export function hasState(): boolean {
    return existsSync(join(stateFolder, ".pulumi"));
}

/**
 * What `pulumi`, typed by hand at the root of the repository, needs in its environment; stronger than an account that the
 * person is logged in to.
 */
export function pulumiVariables(dockerHost: string): Record<string, string> {
    return {
        DOCKER_HOST: dockerHost,
        PULUMI_BACKEND_URL: `file://${stateFolder}`,
        // The stack has no secrets of its own; the CLI asks for a passphrase all the same.
        PULUMI_CONFIG_PASSPHRASE: process.env.PULUMI_CONFIG_PASSPHRASE ?? "",
    };
}

/** The stack, created if it is not there. */
export async function devStack(cli: PulumiCli, dockerHost: string): Promise<Stack> {
    await mkdir(stateFolder, { recursive: true });
    // Loaded only here: it takes a second.
    const { LocalWorkspace, PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
    const workspace = {
        workDir: root,
        pulumiCommand: await PulumiCommand.get({ root: dirname(cli.bin) }),
        envVars: {
            ...pulumiVariables(dockerHost),
            PULUMI_SKIP_UPDATE_CHECK: "true",
            PATH: [cli.bin, process.env.PATH].join(delimiter),
        },
    };
    return LocalWorkspace.createOrSelectStack({ stackName: STACK, workDir: root }, workspace);
}

/** Removes the project's state and configuration. */
export async function removeState(): Promise<void> {
    await rm(stateFolder, { recursive: true, force: true });
}
