import { connectEngine } from "../../components/engine/connect";
import { runBuild } from "../../components/engine/run-build";
import { explainFailure } from "../../components/python-image/diagnosis/explain-failure";
import { diagnose } from "../../components/python-image/image-build";
import { takeBuild } from "../../components/python-image/image-hooks";

/** Inputs of a `docker.Image`, as the Docker provider gets them. */
export interface ImageInputs {
    imageName: string;
    build: {
        context: string;
        args?: { [name: string]: string };
        platform: string;
        network?: string;
    };
}

/**
 * Builds an image on the engine as the Docker provider does, and tells of failures as the component's hooks do. Returns
 * the provider's outputs.
 *
 * @throws Error in the words of the component's diagnosis
 */
export async function createImage(
    inputs: ImageInputs,
    engineHost: string | undefined,
): Promise<{ repoDigest: string }> {
    const { context, args = {}, platform, network } = inputs.build;
    const build = await takeBuild(context)?.();
    const order = {
        context,
        buildArguments: args,
        platform,
        tag: inputs.imageName,
        ...(network === undefined ? {} : { network }),
    };
    const docker = connectEngine(engineHost);
    const result = await runBuild(docker, order).catch(async (error) => {
        const words = `error building image: ${error.message}`;
        throw new Error(build === undefined ? words : (await diagnose(build, words)).message);
    });
    if ("failed" in result) {
        const failed = build ?? { name: inputs.imageName, platform, secrets: [] };
        throw new Error(await explainFailure(failed, result.failed, docker));
    }
    return { repoDigest: result.imageId };
}
