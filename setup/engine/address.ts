import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { connectEngine } from "../../components/engine/connect";

/** An address that a Docker Engine may answer at, and who names it. */
export interface EngineAddress {
    /** As in `DOCKER_HOST`: `unix:///var/run/docker.sock`, `tcp://…`, `ssh://…`. */
    host: string;
    namedBy: string;
}

/** The addresses to try, in this order: `DOCKER_HOST`, the Docker CLI's current context, the usual sockets. */
export async function engineAddresses(env: NodeJS.ProcessEnv = process.env): Promise<EngineAddress[]> {
    const home = env.HOME ?? homedir();
    const context = await currentContext(env.DOCKER_CONFIG ?? join(home, ".docker"), env.DOCKER_CONTEXT);
    const usual = [
        "/var/run/docker.sock",
        ...(env.XDG_RUNTIME_DIR ? [join(env.XDG_RUNTIME_DIR, "docker.sock")] : []),
        join(home, ".docker/run/docker.sock"),
    ];
    return [
        ...(env.DOCKER_HOST ? [{ host: env.DOCKER_HOST, namedBy: "DOCKER_HOST" }] : []),
        ...(context === undefined ? [] : [context]),
        ...usual.map((path) => ({ host: `unix://${path}`, namedBy: "the default" })),
    ];
}

/** Whether an engine answers; the reason why not, if there is more to say than that nothing listens. */
export async function reach(host: string): Promise<{ answers: boolean; reason?: string }> {
    try {
        await connectEngine(host).ping();
        return { answers: true };
    } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        return code === "ENOENT" ? { answers: false } : { answers: false, reason: code ?? message };
    }
}

/** The Docker CLI keeps its contexts in files named by the hash of the context's name. */
async function currentContext(folder: string, selected: string | undefined): Promise<EngineAddress | undefined> {
    const config = await readJson<{ currentContext?: string }>(join(folder, "config.json"));
    const name = selected || config?.currentContext;
    if (name === undefined || name === "default") return undefined;
    const id = createHash("sha256").update(name).digest("hex");
    const meta = await readJson<{ Endpoints?: { docker?: { Host?: string } } }>(
        join(folder, "contexts/meta", id, "meta.json"),
    );
    const host = meta?.Endpoints?.docker?.Host;
    return host === undefined ? undefined : { host, namedBy: `the Docker context ${name}` };
}

async function readJson<T>(path: string): Promise<T | undefined> {
    try {
        return JSON.parse(await readFile(path, "utf8")) as T;
    } catch {
        return undefined;
    }
}
