import type Docker from "dockerode";
import { copyImage, pullImage } from "../engine";
import { machineSurroundings, type StateFolder, type Surroundings, say } from "../host";
import { bootstrap } from "./bootstrap";
import { STAND_IN_LABEL, standInRecipe, standInVersions } from "./recipe";

/**
 * Sees to it that the engine has base images: those that it has are kept, the others are pulled, or made from Debian's
 * packages where they cannot be. Stand-ins whose recipe has changed are made again; real images are never replaced.
 *
 * @param source an engine that they are copied from, where it has them: stand-ins made twice are not the same
 * @returns the names of those that are stand-ins.
 * @throws Error naming the image that can be neither pulled nor made.
 */
export async function ensureBases(
    docker: Docker,
    state: StateFolder,
    images: string[],
    source?: Docker,
): Promise<string[]> {
    const surroundings = await machineSurroundings();
    const ends = await Promise.allSettled(
        images.map((image) => ensureBase(docker, state, image, surroundings, source)),
    );
    for (const end of ends) if (end.status === "rejected") throw end.reason;
    return images.filter((_, index) => (ends[index] as PromiseFulfilledResult<boolean>).value);
}

/** Removes all stand-ins from an engine; an image that is built on one keeps its layers. */
export async function removeStandIns(docker: Docker): Promise<string[]> {
    const images = await docker.listImages({ filters: { label: [STAND_IN_LABEL] } });
    const names = images.flatMap((image) => image.RepoTags ?? []).filter((name) => name.startsWith("python:"));
    for (const name of names) await docker.getImage(name).remove();
    return names;
}

/** Whether the image is a stand-in. */
async function ensureBase(
    docker: Docker,
    state: StateFolder,
    image: string,
    surroundings: Surroundings,
    source: Docker | undefined,
): Promise<boolean> {
    const recipe = standInRecipe(image, surroundings);
    let found = await presentImage(docker, image);
    if (found === undefined && source !== undefined && (await copyImage(source, docker, image))) {
        found = await presentImage(docker, image);
    }
    if (found !== undefined && found.standIn === undefined) return false;
    if (found !== undefined && found.standIn === recipe?.hash) return true;
    const refusal = found === undefined ? await pull(docker, image) : "its recipe has changed";
    if (refusal === undefined) return false;
    if (recipe === undefined) {
        throw new Error(
            `base image ${image}: expected that it can be pulled, got: ${refusal}. ` +
                `Debian's packages make ${new Intl.ListFormat("en-GB").format(standInVersions)} only. Load it into the engine by hand.`,
        );
    }
    say(`making a stand-in for ${image} (${refusal})`);
    await bootstrap(docker, state, image, recipe, surroundings);
    return true;
}

async function presentImage(docker: Docker, image: string): Promise<{ standIn: string | undefined } | undefined> {
    try {
        const { Config } = await docker.getImage(image).inspect();
        return { standIn: Config.Labels?.[STAND_IN_LABEL] };
    } catch (error) {
        if ((error as { statusCode?: number }).statusCode === 404) return undefined;
        throw error;
    }
}

/** Pulls an image; the reason, if it cannot be pulled. */
async function pull(docker: Docker, image: string): Promise<string | undefined> {
    try {
        await pullImage(docker, image);
        return undefined;
    } catch (error) {
        return `it cannot be pulled: ${(error as Error).message.trim()}`;
    }
}
