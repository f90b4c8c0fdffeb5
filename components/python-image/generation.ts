import * as pulumi from "@pulumi/pulumi";
import { connectEngine } from "../engine/connect";
import { CodedError } from "../errors/coded-error";
import { isPresent } from "../registry/presence";
import type { LastDeployment } from "./last-deployment";
import { type KnownLogin, openRepository } from "./registry-access";

/** Where the image of a component goes. */
export interface Destination {
    repository: string;
    login: KnownLogin | undefined;
    platform: string;
    push: boolean;
    engineHost: string | undefined;
}

/**
 * How many times the image has vanished and has to be made again: one more than last time if it is gone now. It is the
 * image's replacement trigger, because the Docker provider by itself never looks for what it pushed.
 *
 * @throws RegistryError if the registry does not say whether it has the image: that never counts as gone
 * @throws Error if the engine does not, for an image that is not pushed
 */
export async function nextGeneration(
    last: LastDeployment | undefined,
    to: Destination,
    resource: pulumi.Resource,
): Promise<number> {
    if (last === undefined) {
        return 0;
    }
    const [repository, digest] = last.ref.split("@");
    if (to.push && (repository !== to.repository || digest === undefined)) {
        // It goes elsewhere than last time, so it is pushed in any case.
        return last.generation;
    }
    const present = to.push ? await isPushed(last, to) : await isLocal(last.ref, to.engineHost);
    if (!present) {
        await pulumi.log.info(`${last.ref} is gone: it is ${to.push ? "pushed" : "built"} again.`, resource);
    }
    return present ? last.generation : last.generation + 1;
}

async function isPushed(last: LastDeployment, { repository, login, platform }: Destination): Promise<boolean> {
    return isPresent(await openRepository(repository, login), last.digest, platform);
}

async function isLocal(id: string, engineHost: string | undefined): Promise<boolean> {
    try {
        await connectEngine(engineHost).getImage(id).inspect();
        return true;
    } catch (error) {
        if ((error as { statusCode?: number }).statusCode === 404) {
            return false;
        }
        throw new CodedError(
            "PI5001",
            `push: expected an answer from the Docker Engine that keeps the image, got: ${(error as Error).message}. ` +
                "Start it, or name it in DOCKER_HOST or in a `docker.Provider` with `host`.",
        );
    }
}
