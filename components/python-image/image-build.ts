import { connectEngine } from "../engine/connect";
import { runBuild } from "../engine/run-build";
import { withAddress } from "../errors/address";
import { explainFailure } from "./diagnosis/explain-failure";
import { explainProvider, explainSilence, isTransient } from "./diagnosis/explain-provider";
import { withoutSecrets } from "./diagnosis/secrets";

/** A build whose values are all known, as the engine gets it. */
export interface ImageBuild {
    /** Name of the component, for messages. */
    name: string;
    /** Path of the staged context. */
    context: string;
    buildArguments: { [name: string]: string };
    platform: string;
    network: string | undefined;
    /** The engine, as the Docker provider names it. Undefined for the default one. */
    engineHost: string | undefined;
    /** What must not be shown. */
    secrets: string[];
}

/** Why a build or push failed. */
export interface Diagnosis {
    message: string;
    /** Whether it is likely to work when tried again. */
    transient: boolean;
}

/**
 * Finds out why a build or push failed. The provider tells no output of the build, so the failed step is run again: all
 * before it comes from the engine's cache.
 */
export async function diagnose(build: ImageBuild, providerError: string): Promise<Diagnosis> {
    if (/push/i.test(providerError) || !/build/i.test(providerError)) {
        return {
            message: explainProvider(build.name, withoutSecrets(providerError, build.secrets)),
            transient: isTransient(providerError),
        };
    }
    try {
        const docker = connectEngine(build.engineHost);
        const result = await runBuild(docker, orderOf(build));
        return "failed" in result
            ? {
                  message: await explainFailure(build, result.failed, docker),
                  transient: isTransient(result.failed.error),
              }
            : {
                  message: withAddress(
                      `${build.name}: the build failed (${providerError}), and worked when it was run again.`,
                      "PI2027",
                  ),
                  transient: true,
              };
    } catch (error) {
        return isSilence(error)
            ? { message: explainSilence(build.name, build.engineHost, error), transient: false }
            : unexplained(build, providerError, error);
    }
}

/** Whether an engine could not be reached at all. */
function isSilence(error: unknown): boolean {
    return ["connect", "getaddrinfo"].includes((error as NodeJS.ErrnoException)?.syscall ?? "");
}

/** A failure whose output could not be had by running the step again. */
function unexplained({ name, secrets }: ImageBuild, providerError: string, error: unknown): Diagnosis {
    const why = error instanceof Error ? error.message : String(error);
    const message = `${name}: expected a built image, got: ${providerError}. It could not be run again for its output: ${why}.`;
    return {
        message: withAddress(withoutSecrets(message, secrets), "PI2028"),
        transient: isTransient(why) || why === "aborted",
    };
}

/**
 * Builds an image once more that the engine no longer has, or one stage of it, and answers with its id. What is still in
 * the engine's cache costs nothing.
 *
 * @throws Error that says which step failed, and why
 */
export async function rebuild(build: ImageBuild, target?: string): Promise<string> {
    const docker = connectEngine(build.engineHost);
    const result = await runBuild(docker, { ...orderOf(build), ...(target === undefined ? {} : { target }) });
    if ("failed" in result) {
        throw new Error(await explainFailure(build, result.failed, docker));
    }
    return result.imageId;
}

function orderOf({ context, buildArguments, platform, network }: ImageBuild) {
    return { context, buildArguments, platform, ...(network === undefined ? {} : { network }) };
}
