import { setTimeout as sleep } from "node:timers/promises";
import type Docker from "dockerode";
import { ensurePulled } from "./container";

/** Longest time that a web application gets to answer, in milliseconds. */
const patience = 20_000;

/** Starts the application of an image and returns what it answers, on `/` unless another path is given. */
export async function answerOf(docker: Docker, image: string, port: number, path = "/"): Promise<string> {
    await ensurePulled(docker, image);
    const container = await docker.createContainer({ Image: image });
    try {
        await container.start();
        const { NetworkSettings } = await container.inspect();
        const address = Object.values(NetworkSettings.Networks)[0]?.IPAddress;
        const end = Date.now() + patience;
        for (;;) {
            try {
                return await (await fetch(`http://${address}:${port}${path}`)).text();
            } catch (error) {
                if (Date.now() > end) {
                    throw new Error(
                        `${image} does not answer: ${await container.logs({ stdout: true, stderr: true })}`,
                        { cause: error },
                    );
                }
                await sleep(100);
            }
        }
    } finally {
        await container.remove({ force: true });
    }
}
