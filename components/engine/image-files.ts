import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type Docker from "dockerode";
import { extract } from "tar-stream";

/** The files of an image, read through a container that is never started: the image itself need not be exported. */
export interface ImageFiles {
    /** The files in a directory, by their names; undefined if there is no such directory. */
    in(directory: string): Promise<Map<string, Buffer> | undefined>;
    /** Whether there is anything at a path. */
    has(path: string): Promise<boolean>;
}

/**
 * Does something with the files of an image.
 *
 * @throws Error if the engine has no such image
 */
export async function withImageFiles<T>(
    docker: Docker,
    imageId: string,
    work: (files: ImageFiles) => Promise<T>,
): Promise<T> {
    // An image from scratch may have no command, without which no container is made.
    const container = await docker.createContainer({ Image: imageId, Cmd: ["none"], Entrypoint: [] });
    try {
        return await work({
            in: (directory) =>
                orNone(async () => filesOf((await container.getArchive({ path: directory })) as unknown as Readable)),
            has: async (path) => {
                const answer = (await orNone(() => container.infoArchive({ path }))) as Readable | undefined;
                // Until it is read, the connection keeps the process alive.
                answer?.resume();
                return answer !== undefined;
            },
        });
    } finally {
        await container.remove({ force: true });
    }
}

/** Undefined for what the engine says that it is not there. */
async function orNone<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
        return await ask();
    } catch (error) {
        if ((error as { statusCode?: number }).statusCode === 404) {
            return undefined;
        }
        throw error;
    }
}

async function filesOf(tar: Readable): Promise<Map<string, Buffer>> {
    const archive = extract();
    tar.on("error", (error) => archive.destroy(error)).pipe(archive);
    const files = new Map<string, Buffer>();
    for await (const entry of archive) {
        files.set(entry.header.name.replace(/^.*\//, ""), await buffer(entry));
    }
    return files;
}
