import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dockerConfiguration } from "./docker-configuration";

/** An engine that Docker's CLI has a name for. */
export interface DockerContext {
    name: string;
    /** Address of the engine. */
    host: string;
}

/**
 * The context that Docker's CLI uses (`docker context use`, DOCKER_CONTEXT), as Colima, Rancher Desktop and a rootless engine set
 * one. Undefined where that is the default or cannot be read. Pulumi's Docker provider follows none.
 */
export function dockerContext(env: NodeJS.ProcessEnv = process.env): DockerContext | undefined {
    if (env.DOCKER_HOST) {
        return undefined;
    }
    const directory = dockerConfiguration(env);
    const read = (...path: string[]) => JSON.parse(readFileSync(join(directory, ...path), "utf8"));
    try {
        const name = env.DOCKER_CONTEXT || read("config.json").currentContext;
        if (typeof name !== "string" || name === "default") {
            return undefined;
        }
        const id = createHash("sha256").update(name).digest("hex");
        const host = read("contexts", "meta", id, "meta.json").Endpoints?.docker?.Host;
        return typeof host === "string" ? { name, host } : undefined;
    } catch {
        return undefined;
    }
}
