import { delimiter } from "node:path";
import { StateFolder } from "../host";
import { type Machine, prepareMachine } from "../machine";
import { testRepositories } from "../registry";
import { releasedEngine } from "../released-engine";
import { removeFormerLeftovers } from "./leftovers";

/** The variable in which `npm test` hands the prepared machine to the process of each test file, as JSON. */
export const MACHINE = "PYTHON_IMAGE_TEST_MACHINE";

/** The variable in which a test file names another release of the engine: see {@link releasedEngine}. */
export const RELEASE = "PYTHON_IMAGE_TEST_RELEASE";

/** The base image that nearly all tests build on; the others are made when a test asks for them. */
const BASES = ["python:3.13-slim"];

/**
 * The machine that the tests run on: the one that `npm test` prepared, or prepared now for a test file that is run by
 * itself. Its registry ends in a path of this run's own. From then on this process and those that it starts find the
 * engine, the registry's program and the CLI.
 */
export async function testMachine(env: NodeJS.ProcessEnv = process.env): Promise<Machine> {
    const known = env[MACHINE];
    if (known !== undefined) return onRelease(JSON.parse(known) as Machine, env);
    const prepared = await prepareMachine({ bases: BASES, tests: true });
    const machine = { ...prepared, registry: testRepositories(prepared.registry) };
    await removeFormerLeftovers(machine);
    env[MACHINE] = JSON.stringify(machine);
    env.DOCKER_HOST = machine.engine.host;
    const folders = [machine.registryBin, "cli" in machine.pulumi ? machine.pulumi.cli.bin : undefined, env.PATH];
    env.PATH = folders.filter((folder) => folder !== undefined).join(delimiter);
    return onRelease(machine, env);
}

/** The same machine with the engine of the release that a test file has named in {@link RELEASE}, if any. */
async function onRelease(machine: Machine, env: NodeJS.ProcessEnv): Promise<Machine> {
    const release = env[RELEASE];
    if (release === undefined) return machine;
    return { ...machine, engine: { host: await releasedEngine(new StateFolder(), release), own: true } };
}
