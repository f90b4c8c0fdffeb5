import { runCommand } from "../setup/host";
import { type ContainerTimes, median, secondsOf } from "./measurement";

/** How many containers of each kind an image is run in. */
const ROUNDS = 7;
const NOTHING = "pass";
const IMPORTS = "import pandas, numpy, matplotlib, requests, plotly, wheel";

/**
 * Runs fresh containers of all images, by turns so that whatever else the machine does falls on all alike. The files of
 * each image have been read once before.
 */
export async function runContainers(images: string[]): Promise<ContainerTimes[]> {
    const taken = images.map(() => ({ start: [] as number[], imports: [] as number[] }));
    for (const image of images) {
        await run(image, IMPORTS);
    }
    for (let round = 0; round < ROUNDS; round++) {
        for (const [place, image] of images.entries()) {
            taken[place]?.start.push(await run(image, NOTHING));
            taken[place]?.imports.push(await run(image, IMPORTS));
        }
    }
    return taken.map(({ start, imports }) => ({ start: median(start), imports: median(imports) }));
}

function run(image: string, code: string): Promise<number> {
    return secondsOf(() => runCommand("docker", ["run", "--rm", image, "python", "-c", code]));
}
