import { dirname } from "node:path";
import { connectEngine } from "../components/engine/connect";
import { ensureBases } from "./bases";
import { findPulumi, type PulumiLookup } from "./cli";
import { type Engine, ensureEngine } from "./engine";
import { ensureInstalled, needs, StateFolder } from "./host";
import { ensureRegistry, registryProgram } from "./registry";

/** What is asked of a machine. */
export interface MachineArgs {
    /** Official images that the engine must have: `python:3.13-slim`. */
    bases: string[];
    /** Whether the programs that only the tests call are needed, too. Defaults to false. */
    tests?: boolean;
}

/** A machine on which the project's programs and tests run. */
export interface Machine {
    engine: Engine;
    /** Host and port of a registry on the loopback that asks for no login. */
    registry: string;
    pulumi: PulumiLookup;
    /** Those of the base images that are stand-ins. */
    standIns: string[];
    /** The folder of the distribution's `docker-registry`; undefined where there is none to be had. */
    registryBin: string | undefined;
}

/**
 * Puts in place what is missing, and leaves alone what is there: takes minutes on a fresh machine and about a second
 * on one that is prepared.
 *
 * @throws Error with the remedy, for what is missing and cannot be had.
 */
export async function prepareMachine(args: MachineArgs, state = new StateFolder()): Promise<Machine> {
    return state.exclusively(async () => {
        const pulumi = findPulumi();
        const engine = await ensureEngine(state);
        const docker = connectEngine(engine.host);
        const registry = await ensureRegistry(state, docker);
        if (args.tests) await ensureInstalled(needs.tests);
        const program = args.tests ? await registryProgram(state) : undefined;
        const standIns = await ensureBases(docker, state, args.bases);
        const registryBin = program === undefined ? undefined : dirname(program);
        return { engine, registry, standIns, registryBin, pulumi: await pulumi };
    });
}
