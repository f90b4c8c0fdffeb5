import type Docker from "dockerode";
import { finished } from "./progress";

/** Gives an engine an image that another one has, under the same name. Whether the other one has it. */
export async function copyImage(from: Docker, to: Docker, name: string): Promise<boolean> {
    const image = from.getImage(name);
    try {
        await image.inspect();
    } catch (error) {
        if ((error as { statusCode?: number }).statusCode === 404) return false;
        throw error;
    }
    await finished(to, await to.loadImage(await image.get()));
    return true;
}
