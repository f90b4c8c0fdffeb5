import type Docker from "dockerode";

/** What an image needs to be told from others. */
export interface ListedImage {
    Id: string;
    /** Seconds since 1970. */
    Created: number;
    RepoTags?: string[] | null | undefined;
    /** Names of what was pulled. */
    RepoDigests?: string[] | null | undefined;
}

/** When an image was made, in seconds since 1970. */
export interface Period {
    from?: number;
    until?: number;
}

/**
 * Removes what the tests left on an engine that setup started; the build cache makes them again in seconds. Base images
 * stay.
 */
export async function removeTestImages(docker: Docker, period: Period): Promise<void> {
    for (const id of testImages(await docker.listImages(), period)) {
        // An image that a container uses is kept by the engine.
        await docker
            .getImage(id)
            .remove({ force: true })
            .catch(() => undefined);
    }
}

/**
 * The ids of images of a period, less those with a name that a program may build on: `python:…`, `registry:…`. What the tests
 * have pulled back is of any period: images that the component publishes have no time.
 */
export function testImages(images: ListedImage[], { from = 0, until = Number.POSITIVE_INFINITY }: Period): string[] {
    const isBase = (name: string) => /^((arm64v8\/)?python|registry):/.test(name);
    const isPulled = ({ Created: time, RepoDigests: names }: ListedImage) =>
        time === 0 && (names ?? []).some((name) => name.includes("/tests/"));
    return images
        .filter((image) => (image.Created >= from && image.Created < until) || isPulled(image))
        .filter(({ RepoTags: names }) => !(names ?? []).some(isBase))
        .map((image) => image.Id);
}
