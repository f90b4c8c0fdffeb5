import type Docker from "dockerode";

/** Older images are none of a test that is running. */
const HOURS = 3;

/** What an image needs to be told from others. */
export interface ListedImage {
    Id: string;
    /** Seconds since 1970. */
    Created: number;
    RepoTags?: string[] | null | undefined;
}

/**
 * Removes what earlier runs of the tests left on an engine that setup started; the build cache, which the engine keeps
 * small by itself, makes them again in seconds. Base images stay.
 */
export async function removeOldImages(docker: Docker): Promise<void> {
    for (const id of oldImages(await docker.listImages(), Date.now() / 1000)) {
        // An image that a container uses is kept by the engine.
        await docker
            .getImage(id)
            .remove({ force: true })
            .catch(() => undefined);
    }
}

/** The ids of old images, less those with a name that a program may build on: `python:…`, `registry:…`. */
export function oldImages(images: ListedImage[], now: number): string[] {
    const isBase = (name: string) => /^(python|registry):/.test(name);
    return images
        .filter((image) => now - image.Created > HOURS * 3600 && !(image.RepoTags ?? []).some(isBase))
        .map((image) => image.Id);
}
