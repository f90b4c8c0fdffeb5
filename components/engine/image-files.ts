import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type Docker from "dockerode";
import { extract } from "tar-stream";

/**
 * The files in a directory of an image, by their names, read through a container that is never started: the image itself
 * need not be exported. Undefined if there is no such directory.
 *
 * @throws Error if the engine has no such image
 */
export async function readImageFiles(
    docker: Docker,
    imageId: string,
    directory: string,
): Promise<Map<string, Buffer> | undefined> {
    // An image from scratch may have no command, without which no container is made.
    const container = await docker.createContainer({ Image: imageId, Cmd: ["none"], Entrypoint: [] });
    try {
        return await filesOf((await container.getArchive({ path: directory })) as unknown as Readable);
    } catch (error) {
        if ((error as { statusCode?: number }).statusCode === 404) {
            return undefined;
        }
        throw error;
    } finally {
        await container.remove({ force: true });
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
