import { delimiter } from "node:path";
import { connectEngine } from "../../components/engine/connect";
import { removeOldImages } from "../engine";
import { type Machine, prepareMachine } from "../machine";

/** The variable in which `npm test` hands the prepared machine to the process of each test file, as JSON. */
const VARIABLE = "PYTHON_IMAGE_TEST_MACHINE";

/** The base images that the tests build on. */
const BASES = ["python:3.13-slim", "python:3.13", "python:3.11-slim"];

/**
 * The machine that the tests run on: the one that `npm test` prepared, or prepared now for a test file that is run by
 * itself. From then on this process and those that it starts find the engine, the registry's program and the CLI.
 */
export async function testMachine(env: NodeJS.ProcessEnv = process.env): Promise<Machine> {
    const known = env[VARIABLE];
    if (known !== undefined) return JSON.parse(known) as Machine;
    const machine = await prepareMachine({ bases: BASES, tests: true });
    if (machine.engine.own) await removeOldImages(connectEngine(machine.engine.host));
    env[VARIABLE] = JSON.stringify(machine);
    env.DOCKER_HOST = machine.engine.host;
    const folders = [machine.registryBin, "cli" in machine.pulumi ? machine.pulumi.cli.bin : undefined, env.PATH];
    env.PATH = folders.filter((folder) => folder !== undefined).join(delimiter);
    return machine;
}
