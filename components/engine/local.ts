import { CodedError } from "../errors/coded-error";
import { connectEngine } from "./connect";
import { inTime } from "./in-time";

/** Milliseconds in which an engine has to answer that is there. */
const mostMs = 5000;

/**
 * Whether an engine has an image.
 *
 * @throws Error if it does not answer
 */
export async function isLocal(id: string, engineHost: string | undefined): Promise<boolean> {
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

/** Whether an engine answers. */
export async function answers(engineHost: string | undefined): Promise<boolean> {
    return (await inTime(connectEngine(engineHost).ping(), mostMs)) !== undefined;
}
