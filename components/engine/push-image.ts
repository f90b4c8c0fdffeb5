import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type Docker from "dockerode";

/** Login in the form of the engine's API. */
export interface EngineLogin {
    username: string;
    password: string;
    serveraddress: string;
}

/**
 * Pushes the local image `repository:tag` and returns the digest that the registry gave it.
 *
 * @throws Error with the engine's words if the push fails
 */
export async function pushImage(docker: Docker, repository: string, tag: string, login?: EngineLogin): Promise<string> {
    const image = docker.getImage(`${repository}:${tag}`);
    const stream = (await image.push({
        tag,
        ...(login === undefined ? {} : { authconfig: login }),
    })) as unknown as Readable;
    let digest = "";
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
        const message = JSON.parse(line) as { error?: string; aux?: { Digest?: string } };
        if (message.error !== undefined) {
            throw new Error(message.error);
        }
        digest = message.aux?.Digest ?? digest;
    }
    if (digest === "") {
        throw new Error(`push of ${repository}:${tag}: the engine ended its answer without a digest`);
    }
    return digest;
}
