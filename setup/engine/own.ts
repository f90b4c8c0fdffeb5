import { mkdir, rm, writeFile } from "node:fs/promises";
import { findProgram, runningDaemon, type StateFolder, say, startDaemon, stopRecorded } from "../host";
import { reach } from "./address";
import { createBridge, mendBridge, outwardMtu, removeBridge } from "./bridge";
import { inside } from "./inside";
import { releaseMounts } from "./mounts";
import type { EngineSystem } from "./system";

/** Where the engine's process is recorded, below the state folder. */
const RECORD = "engine/process.json";

/** What the build cache may grow to; the engine then drops what was not used for the longest time. */
const BUILD_CACHE = "12GB";

/** The address of the engine that setup started, if it answers and its network is there. */
export async function runningOwnEngine(state: StateFolder): Promise<string | undefined> {
    const host = ownHost(state);
    const running = (await runningDaemon(state, RECORD)) !== undefined && (await reach(host)).answers;
    return running && (await mendBridge(bridgeName(state))) ? host : undefined;
}

/**
 * Starts an engine that shares nothing with others on the machine, and gives its address. Needs root.
 *
 * @param system where the engine is, if it is not the machine's own `dockerd`
 */
export async function startOwnEngine(state: StateFolder, system?: EngineSystem): Promise<string> {
    say("starting a Docker Engine of its own");
    await stopRecorded(state, RECORD);
    const host = ownHost(state);
    const run = runFolder(state);
    await mkdir(run, { recursive: true, mode: 0o711 });
    await mkdir(state.path("engine"), { recursive: true });
    // Only processes that are gone can have left these: the engine would wait for whoever has their ids now.
    await rm(`${run}/docker.pid`, { force: true });
    await rm(`${run}/exec/containerd/containerd.pid`, { force: true });
    const config = state.path("engine", "daemon.json");
    await writeFile(config, JSON.stringify(await engineConfig(state, host, system?.features), undefined, 4));
    const args = ["--config-file", config, ...containerdNames(state)];
    const command =
        system === undefined
            ? { program: (await findProgram("dockerd")) ?? "dockerd", args }
            : inside(system.root, { run, data: state.path("engine") }, { program: "/usr/sbin/dockerd", args });
    const started = await startDaemon({
        ...command,
        log: state.path("engine", "log"),
        ready: async () => (await reach(host)).answers,
        timeoutSeconds: 60,
    });
    await state.write(RECORD, started);
    return host;
}

/** Stops the engine if it runs, and removes its network. Its images stay below the state folder. */
export async function stopOwnEngine(state: StateFolder): Promise<boolean> {
    const ran = await stopRecorded(state, RECORD);
    if (await findProgram("ip")) await removeBridge(bridgeName(state));
    for (const folder of [runFolder(state), state.path("engine")]) await releaseMounts(folder);
    await rm(runFolder(state), { recursive: true, force: true });
    return ran;
}

/** Nothing in it is shared with another engine on the machine: not the data, the network, nor containerd's names. */
async function engineConfig(
    state: StateFolder,
    host: string,
    features: EngineSystem["features"] = {},
): Promise<object> {
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
        features: { buildkit: true, ...features },
        builder: { gc: { enabled: true, defaultKeepStorage: BUILD_CACHE } },
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
