import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type Docker from "dockerode";
import { BuildProgress, type BuildResult } from "./build-progress";

/** What is built. */
export interface BuildOrder {
    /** Path of the staged context, with its Dockerfile. */
    context: string;
    buildArguments: { [name: string]: string };
    platform: string;
    /** Network mode of RUN steps. Defaults to the engine's bridge. */
    network?: string;
    /** Reference to tag the image with. None by default. */
    tag?: string;
    /** Stage that is built. Defaults to the last one. */
    target?: string;
}

/**
 * Builds with BuildKit and keeps what each step printed, which neither the Docker provider nor an error hook tells.
 *
 * @param onStep called with each instruction that is really run
 * @throws Error if the engine does not answer
 */
export async function runBuild(
    docker: Docker,
    order: BuildOrder,
    onStep?: (step: string) => void,
): Promise<BuildResult> {
    const result = await runOnce(docker, order, onStep);
    // The engine sometimes ends its answer before it has told which step failed: that step is run again.
    const isUntold = "failed" in result && result.failed.step === "";
    return isUntold ? runOnce(docker, order, onStep) : result;
}

async function runOnce(docker: Docker, order: BuildOrder, onStep?: (step: string) => void): Promise<BuildResult> {
    const options = {
        version: "2" as const,
        buildargs: order.buildArguments,
        platform: order.platform,
        ...(order.network === undefined ? {} : { networkmode: order.network }),
        ...(order.tag === undefined ? {} : { t: order.tag }),
        ...(order.target === undefined ? {} : { target: order.target }),
    };
    const stream = (await docker.buildImage({ context: order.context, src: ["."] }, options)) as Readable;
    const progress = new BuildProgress();
    let told = 0;
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
        progress.take(line);
        for (; told < progress.started.length; told++) {
            onStep?.(progress.started[told] as string);
        }
    }
    return progress.result();
}
