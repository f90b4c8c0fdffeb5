import { join } from "node:path";
import { StateFolder } from "../host";
import { runningOwnEngine, startOwnEngine, stopOwnEngine } from "./own";
import { ensureEngineSystem } from "./system";

/** A release of Docker Engine that a release of Debian carries, and the store that it keeps images in. */
interface EngineRelease {
    suite: string;
    containerdStore: boolean;
}

/** The releases that can be started beside the machine's own engine, by the names that `npm run engine` takes. */
const RELEASES: Record<string, EngineRelease> = {
    "26.1": { suite: "trixie", containerdStore: false },
    "28.5": { suite: "forky", containerdStore: false },
    "28.5-containerd": { suite: "forky", containerdStore: true },
};

/** Names that are understood, and why there is no such engine. */
const FAULTY: Record<string, string> = {
    "26.1-containerd":
        "26.1 with containerd's store cannot build through the API (failed to read downloaded context), by a fault of its own",
};

/** Names of the releases. */
export const engineReleases = Object.keys(RELEASES);

/**
 * Starts an engine of a release, from a system of its own that is made from Debian's packages. Needs root.
 *
 * @returns its address, as in `DOCKER_HOST`
 * @throws Error for a name that is none of a release.
 */
export async function ensureReleasedEngine(state: StateFolder, name: string): Promise<string> {
    const release = RELEASES[name];
    if (release === undefined) {
        const fault = FAULTY[name] === undefined ? "" : ` (${FAULTY[name]})`;
        throw new Error(`engine: expected one of ${engineReleases.join(", ")}, got ${name}${fault}. Name one of them.`);
    }
    const own = stateOf(state, name);
    const running = await runningOwnEngine(own);
    if (running !== undefined) return running;
    const root = await ensureEngineSystem(state, release.suite);
    const features = { "containerd-snapshotter": release.containerdStore };
    return startOwnEngine(own, { root, features });
}

/** The releases whose engines run. */
export async function runningReleases(state: StateFolder): Promise<string[]> {
    const hosts = await Promise.all(engineReleases.map((name) => runningOwnEngine(stateOf(state, name))));
    return engineReleases.filter((_, index) => hosts[index] !== undefined);
}

/** Stops the engine of a release, if it runs, and removes its images. Whether it ran. */
export async function stopReleasedEngine(state: StateFolder, name: string): Promise<boolean> {
    const own = stateOf(state, name);
    const ran = await stopOwnEngine(own);
    await own.remove("");
    return ran;
}

function stateOf(state: StateFolder, name: string): StateFolder {
    return new StateFolder(join(state.folder, "releases", name));
}
