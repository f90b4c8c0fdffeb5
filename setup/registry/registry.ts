import { mkdir, writeFile } from "node:fs/promises";
import type Docker from "dockerode";
import { type StateFolder, say, startDaemon, stopRecorded } from "../host";
import { startRegistryContainer, stopRegistryContainer } from "./container";
import { freePort, occupantOf } from "./port";
import { registryProgram } from "./program";

/** Where the process of an own registry is recorded, below the state folder. */
const PROCESS = "registry/process.json";

/** Where its port is recorded: what was pushed keeps its name when the registry is started again. */
const PORT = "registry/port.json";

const USUAL_PORT = 5000;

/**
 * Finds the registry that setup started before, or one that answers at the usual port, or starts one.
 *
 * @returns host and port, as in an image reference: `127.0.0.1:5000`.
 */
export async function ensureRegistry(state: StateFolder, docker: Docker): Promise<string> {
    const recorded = await state.read<{ port: number }>(PORT);
    if (recorded !== undefined && (await occupantOf(recorded.port)) === "registry") return address(recorded.port);
    const usual = await occupantOf(USUAL_PORT);
    if (usual === "registry") return address(USUAL_PORT);
    const port = await choosePort(usual === "nothing" ? USUAL_PORT : recorded?.port);
    if (port !== USUAL_PORT) say(`port ${USUAL_PORT} is taken by ${usual}: the registry listens at port ${port}`);
    await startRegistry(state, docker, port);
    await state.write(PORT, { port });
    return address(port);
}

/** Stops the registry if setup started it; what was pushed to it as a process stays below the state folder. */
export async function stopRegistry(state: StateFolder, docker: Docker | undefined): Promise<boolean> {
    const ran = await stopRecorded(state, PROCESS);
    const container = docker !== undefined && (await stopRegistryContainer(docker, state));
    await state.remove(PORT);
    return ran || container;
}

function address(port: number): string {
    return `127.0.0.1:${port}`;
}

async function choosePort(wanted: number | undefined): Promise<number> {
    return wanted !== undefined && (await occupantOf(wanted)) === "nothing" ? wanted : freePort();
}

async function startRegistry(state: StateFolder, docker: Docker, port: number): Promise<void> {
    say(`starting a registry at 127.0.0.1:${port}`);
    const program = await registryProgram(state);
    if (program === undefined) return startRegistryContainer(docker, state, port);
    const config = state.path("registry", "config.yml");
    await mkdir(state.path("registry"), { recursive: true });
    await writeFile(config, JSON.stringify(registryConfig(state, port), undefined, 4));
    const daemon = await startDaemon({
        program,
        args: ["serve", config],
        log: state.path("registry", "log"),
        ready: async () => (await occupantOf(port)) === "registry",
        timeoutSeconds: 20,
    });
    await state.write(PROCESS, daemon);
}

/** JSON is YAML, too. Its access log goes to the same file as its other output. */
function registryConfig(state: StateFolder, port: number): object {
    return {
        version: "0.1",
        log: { level: "info", accesslog: { disabled: false } },
        storage: { filesystem: { rootdirectory: state.path("registry", "data") }, delete: { enabled: true } },
        http: { addr: `127.0.0.1:${port}` },
    };
}
