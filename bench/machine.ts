import { dirname, join } from "node:path";
import type Docker from "dockerode";
import { connectEngine } from "../components/engine/connect";
import { ensureBases } from "../setup/bases";
import { findPulumi, type PulumiLookup } from "../setup/cli";
import { ensureOwnEngine, stopOwnEngine } from "../setup/engine";
import { defaultFolder, ensureInstalled, ensureZstdNode, needs, runCommand, StateFolder } from "../setup/host";
import { registryProgram } from "../setup/registry";
import { buildingDocker } from "./docker-command";

/** The images that everything measured starts from. */
export const BASES = { slim: "python:3.13-slim", full: "python:3.13" };

/** Where measurements are taken: on an engine that does nothing else. */
export interface BenchMachine {
    docker: Docker;
    /** As in `DOCKER_HOST`. */
    dockerHost: string;
    pulumi: PulumiLookup;
    /** Those of the base images that are stand-ins. */
    standIns: string[];
    /** Folder of a `node` that can write zstd. */
    zstdNode: string;
    /** Removes all that was built, here and from the caches. */
    empty(): Promise<void>;
    /** Removes all that was built, and stops the engine. Its base images stay for the next time. */
    stop(): Promise<void>;
}

/**
 * Starts an engine of the benchmark's own with the base images in it; its caches can be emptied without harm.
 *
 * @throws Error with the remedy, for what is missing and cannot be had
 */
export async function prepareBench(): Promise<BenchMachine> {
    const state = new StateFolder(join(defaultFolder(process.env), "bench"));
    return state.exclusively(async () => {
        const pulumi = findPulumi();
        const { host: dockerHost } = await ensureOwnEngine(state);
        await ensureInstalled(needs.dockerCommand);
        const registry = await registryProgram(state);
        if (registry === undefined) {
            throw new Error("bench: expected Debian's docker-registry, got none. Install it and try again.");
        }
        // The programs that the benchmark starts find both.
        process.env.DOCKER_HOST = dockerHost;
        process.env.PATH = [await buildingDocker(dockerHost), dirname(registry), process.env.PATH].join(":");
        const docker = connectEngine(dockerHost);
        const standIns = await ensureBases(docker, state, Object.values(BASES));
        return {
            docker,
            dockerHost,
            pulumi: await pulumi,
            standIns,
            zstdNode: await ensureZstdNode(new StateFolder()),
            empty: () => removeBuilt(docker),
            stop: async () => {
                await removeBuilt(docker);
                await stopOwnEngine(state);
            },
        };
    });
}

async function removeBuilt(docker: Docker): Promise<void> {
    for (const { Id, RepoTags } of await docker.listImages()) {
        if (!RepoTags?.some((tag) => Object.values(BASES).includes(tag))) {
            await docker.getImage(Id).remove({ force: true });
        }
    }
    await emptyBuildCache();
}

/** Forgets every step that was built, and what steps keep in cache mounts. */
export async function emptyBuildCache(): Promise<void> {
    await runCommand("docker", ["builder", "prune", "--all", "--force"]);
}
