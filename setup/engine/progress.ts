import type Docker from "dockerode";

/** Pulls an image; rejects with the engine's reason if it cannot be pulled. */
export async function pullImage(docker: Docker, image: string): Promise<void> {
    await finished(docker, await docker.pull(image));
}

/** Waits for the end of something that the engine reports progress of; rejects with the error that it reports. */
export async function finished(docker: Docker, progress: NodeJS.ReadableStream): Promise<void> {
    await new Promise<void>((resolve, reject) => {
        docker.modem.followProgress(progress, (error) => (error ? reject(error) : resolve()));
    });
}
