import { existsSync } from "node:fs";
import { ensureInstalled, findProgram, installObstacle, needs, type StateFolder, say } from "../host";
import { engineAddresses, reach } from "./address";
import { runningOwnEngine, startOwnEngine } from "./own";

/** A Docker Engine that answers. */
export interface Engine {
    /** As in `DOCKER_HOST`. */
    host: string;
    /** Whether setup started it, so that `down` stops it. */
    own: boolean;
}

/**
 * Finds a Docker Engine that answers, or installs and starts one.
 *
 * @throws Error with the remedy, where none answers and none can be installed.
 */
export async function ensureEngine(state: StateFolder): Promise<Engine> {
    const found = await runningEngine(state);
    if (found !== undefined) return found;
    await installEngine();
    // Where there is a service manager, installing the package has started an engine.
    return (await findEngine()) ?? { host: await startOwnEngine(state), own: true };
}

/**
 * Starts an engine that nothing else uses, whatever other engine answers: for measurements, which empty its caches.
 *
 * @throws Error with the remedy, where none can be installed.
 */
export async function ensureOwnEngine(state: StateFolder): Promise<Engine> {
    const running = await runningOwnEngine(state);
    if (running !== undefined) return { host: running, own: true };
    await installEngine();
    return { host: await startOwnEngine(state), own: true };
}

/** The engine that answers, if one does: the machine's, else the one that setup started. */
export async function runningEngine(state: StateFolder): Promise<Engine | undefined> {
    const found = await findEngine();
    if (found !== undefined) return found;
    const own = await runningOwnEngine(state);
    return own === undefined ? undefined : { host: own, own: true };
}

async function installEngine(): Promise<void> {
    if ((await findProgram("dockerd")) === undefined) {
        const obstacle = await installObstacle();
        if (obstacle !== undefined) throw new Error(noEngine(obstacle));
    }
    if (process.getuid?.() !== 0) throw new Error(noEngine("only root can start one"));
    // Where nothing can be pulled, a base is made from Debian's packages: one run of apt-get installs for both.
    await ensureInstalled([...needs.engine, ...needs.debianSystems, ...(appArmorEnforced() ? needs.appArmor : [])]);
    await ensureInstalled(needs.dockerCommand);
}

async function findEngine(): Promise<Engine | undefined> {
    for (const { host, namedBy } of await engineAddresses()) {
        const { answers, reason } = await reach(host);
        if (answers) return { host, own: false };
        if (reason === "EACCES") throw new Error(noEngine(`${host} refuses this user`));
        if (namedBy !== "the default")
            say(`${namedBy} names ${host}, which does not answer (${reason ?? "not there"})`);
    }
    return undefined;
}

function appArmorEnforced(): boolean {
    return existsSync("/sys/module/apparmor/parameters/enabled");
}

function noEngine(obstacle: string): string {
    return (
        `Docker Engine: expected one that answers, got none, and ${obstacle}. ` +
        "Install Docker (https://docs.docker.com/get-docker/), start it, check that `docker version` shows a server, " +
        "or set DOCKER_HOST to an engine that answers."
    );
}
