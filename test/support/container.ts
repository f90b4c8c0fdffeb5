import { PassThrough } from "node:stream";
import type Docker from "dockerode";
import { pullImage } from "../../setup/engine";

/** How a container ended. */
export interface ContainerRun {
    exitCode: number;
    stdout: string;
    stderr: string;
}

/** Runs a command in a fresh container of an image, pulled first if it is named by digest, and removes the container. */
export async function runContainer(
    docker: Docker,
    image: string,
    command: string[],
    options: Docker.ContainerCreateOptions = {},
): Promise<ContainerRun> {
    await ensurePulled(docker, image);
    const container = await docker.createContainer({ ...options, Image: image, Cmd: command });
    try {
        const stream = await container.attach({ stream: true, stdout: true, stderr: true });
        const [stdout, stderr] = [collected(), collected()];
        docker.modem.demuxStream(stream, stdout.stream, stderr.stream);
        const ended = new Promise((resolve) => stream.on("end", resolve));
        await container.start();
        const { StatusCode: exitCode } = (await container.wait()) as { StatusCode: number };
        await ended;
        return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
    } finally {
        await container.remove({ force: true });
    }
}

/** Pulls an image that the engine does not know under this name. */
export async function ensurePulled(docker: Docker, image: string): Promise<void> {
    const known = await docker
        .getImage(image)
        .inspect()
        .then(
            () => true,
            () => false,
        );
    if (!known) {
        await pullImage(docker, image);
    }
}

function collected(): { stream: PassThrough; text: () => string } {
    const chunks: Buffer[] = [];
    const stream = new PassThrough();
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    return { stream, text: () => Buffer.concat(chunks).toString("utf8") };
}
