import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { createBridge, mendBridge, outwardMtu, removeBridge } from "./bridge";
import { findProgram } from "./command";
import { type DaemonRecord, runningDaemon, startDaemon, stopDaemon } from "./daemon";
import { engineAddresses, reach } from "./docker-address";
import { ensureInstalled, installObstacle, needs } from "./packages";
import { say } from "./progress";
import type { StateFolder } from "./state";

/** Where an own engine's process is recorded, below the state folder. */
const RECORD = "engine/process.json";

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
    return (await findEngine()) ?? startEngine(state);
}

/**
 * Starts an engine that nothing else uses, whatever other engine answers: for measurements, which empty its caches.
 *
 * @throws Error with the remedy, where none can be installed.
 */
export async function ensureOwnEngine(state: StateFolder): Promise<Engine> {
    const running = await ownEngine(state);
    if (running !== undefined) return running;
    await installEngine();
    return startEngine(state);
}

/** The engine that answers, if one does: the machine's, else the one that setup started. */
export async function runningEngine(state: StateFolder): Promise<Engine | undefined> {
    return (await findEngine()) ?? (await ownEngine(state));
}

/** Stops the engine if setup started it, and removes its network. Its images stay below the state folder. */
export async function stopEngine(state: StateFolder): Promise<boolean> {
    const record = await runningDaemon<DaemonRecord>(state, RECORD);
    if (record !== undefined) await stopDaemon(record);
    if (await findProgram("ip")) await removeBridge(bridgeName(state));
    await state.remove(RECORD);
    await rm(runFolder(state), { recursive: true, force: true });
    return record !== undefined;
}

async function installEngine(): Promise<void> {
    if ((await findProgram("dockerd")) === undefined) {
        const obstacle = await installObstacle();
        if (obstacle !== undefined) throw new Error(noEngine(obstacle));
    }
    if (process.getuid?.() !== 0) throw new Error(noEngine("only root can start one"));
    await ensureInstalled(needs.engine);
    if (appArmorEnforced()) await ensureInstalled(needs.appArmor);
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

async function ownEngine(state: StateFolder): Promise<Engine | undefined> {
    const host = ownHost(state);
    const running = (await runningDaemon(state, RECORD)) !== undefined && (await reach(host)).answers;
    return running && (await mendBridge(bridgeName(state))) ? { host, own: true } : undefined;
}

async function startEngine(state: StateFolder): Promise<Engine> {
    say("starting a Docker Engine of its own");
    const record = await runningDaemon<DaemonRecord>(state, RECORD);
    if (record !== undefined) await stopDaemon(record);
    const host = ownHost(state);
    const run = runFolder(state);
    await mkdir(run, { recursive: true, mode: 0o711 });
    await mkdir(state.path("engine"), { recursive: true });
    // Only a process that is gone can have left it: the engine would wait for whoever has its id now.
    await rm(`${run}/docker.pid`, { force: true });
    const config = state.path("engine", "daemon.json");
    await writeFile(config, JSON.stringify(await engineConfig(state, host), undefined, 4));
    const started = await startDaemon({
        program: (await findProgram("dockerd")) ?? "dockerd",
        args: ["--config-file", config, ...containerdNames(state)],
        log: state.path("engine", "log"),
        ready: async () => (await reach(host)).answers,
        timeoutSeconds: 60,
    });
    await state.write(RECORD, started);
    return { host, own: true };
}

/** Nothing in it is shared with another engine on the machine: not the data, the network, nor containerd's names. */
async function engineConfig(state: StateFolder, host: string): Promise<object> {
    await createBridge(bridgeName(state));
    // The engine would give the bridge the address that it had last time, which may be another network's by now.
    await state.remove("engine/data/network");
    return {
        hosts: [host],
        "data-root": state.path("engine", "data"),
        "exec-root": `${runFolder(state)}/exec`,
        pidfile: `${runFolder(state)}/docker.pid`,
        bridge: bridgeName(state),
        mtu: await outwardMtu(),
        iptables: false,
        features: { buildkit: true },
    };
}

/** Flags, since the configuration file knows the second one by a name that the engine then refuses. */
function containerdNames(state: StateFolder): string[] {
    const name = `python-image-${state.mark}`;
    return ["--containerd-namespace", name, "--containerd-plugins-namespace", `${name}-plugins`];
}

/** Sockets have short paths at most (about 100 characters), and are of no use after a restart of the machine. */
function runFolder(state: StateFolder): string {
    return `/run/python-image-${state.mark}`;
}

function ownHost(state: StateFolder): string {
    return `unix://${runFolder(state)}/docker.sock`;
}

function bridgeName(state: StateFolder): string {
    return `pyimg-${state.mark}`;
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
