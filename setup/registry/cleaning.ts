import { existsSync } from "node:fs";
import { runCommand, type StateFolder } from "../host";
import { registryProgram } from "./program";

/** What the tests push lies below this name. */
const TESTS = "tests";

/**
 * Where a run of the tests pushes: what an earlier one has left there would be deployed instead of built.
 *
 * @returns a registry's host and port, and a path of this run's own.
 */
export function testRepositories(registry: string): string {
    return `${registry}/${TESTS}/${Date.now().toString(36)}-${process.pid}`;
}

/**
 * Removes what the tests pushed to the registry that setup started, and the blobs that nothing else needs. Nothing may be
 * pushed meanwhile.
 */
export async function removeTestRepositories(state: StateFolder): Promise<void> {
    const [config, program] = [state.path("registry", "config.yml"), await registryProgram(state)];
    if (program === undefined || !existsSync(config)) return;
    await state.remove(`registry/data/docker/registry/v2/repositories/${TESTS}`);
    await runCommand(program, ["garbage-collect", config]);
}
