import { connectEngine } from "../../components/engine/connect";
import { pushImage } from "../../components/engine/push-image";
import { runBuild } from "../../components/engine/run-build";
import { explainBuild } from "../../components/python-image/diagnosis/explain-build";
import { diagnose, judgeBeforePush } from "../../components/python-image/image-build";
import { takeBuild } from "../../components/python-image/image-hooks";

/** Inputs of a `docker.Image`, as the Docker provider gets them. */
export interface ImageInputs {
    imageName: string;
    skipPush?: boolean;
    registry?: { server: string; username: string; password: string };
    build: {
        context: string;
        args?: { [name: string]: string };
        platform: string;
        network?: string;
    };
}

/**
 * Builds and pushes an image on the engine as the Docker provider does, and tells of failures as the component's hooks
 * do. Returns the provider's outputs.
 *
 * @throws Error in the words of the component's diagnosis
 */
export async function createImage(
    inputs: ImageInputs,
    engineHost: string | undefined,
): Promise<{ repoDigest: string }> {
    const { context, args = {}, platform, network } = inputs.build;
    const docker = connectEngine(engineHost);
    const build = await takeBuild(context)?.();
    const fail = async (error: unknown): Promise<never> => {
        const words = error instanceof Error ? error.message : String(error);
        throw new Error(build === undefined ? words : (await diagnose(build, words)).message);
    };
    if (build?.sizeBudget.unpackedBytes !== undefined) {
        await judgeBeforePush(build);
    }
    const order = { context, buildArguments: args, platform, tag: inputs.imageName, ...(network ? { network } : {}) };
    const result = await runBuild(docker, order).catch((error) =>
        fail(new Error(`error building image: ${error.message}`)),
    );
    if ("failed" in result) {
        throw new Error(explainBuild(build?.name ?? inputs.imageName, result.failed, build?.secrets ?? []));
    }
    if (inputs.skipPush) {
        return { repoDigest: result.imageId };
    }
    const colon = inputs.imageName.lastIndexOf(":");
    const repository = inputs.imageName.slice(0, colon);
    const { server = "", username = "", password = "" } = inputs.registry ?? {};
    const login = inputs.registry === undefined ? undefined : { serveraddress: server, username, password };
    const digest = await pushImage(docker, repository, inputs.imageName.slice(colon + 1), login).catch((error) =>
        fail(new Error(`error reading push output: ${error.message}`)),
    );
    return { repoDigest: `${repository}@${digest}` };
}
