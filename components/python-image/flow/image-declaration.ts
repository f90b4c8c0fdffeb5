import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { CodedError } from "../../errors/coded-error";
import { assembledImage } from "../dockerfile/assembled-stage";
import type { ImageBuild } from "../image-build";
import { imageHooks } from "../image-hooks";
import { settledValue } from "../known-output";
import { hashOfLasting, passingArguments, passingInputs } from "../passing-arguments";
import { secretsOfUrls } from "../plan/url-login";
import type { Bases } from "./base-identity";
import type { Site } from "./site";

/** A `docker.Image` that was declared. */
export interface DeclaredImage {
    image: docker.Image;
    /** Whether this run has built it: it has not where nothing changed, or the update targets other resources. */
    wasBuilt(): boolean;
}

/** The inputs of the image. */
export function imageInputs(site: Site, bases: Bases | undefined): docker.ImageArgs {
    const { staged, inputs, platform, imageName, registry } = site;
    const pinned = Object.entries(bases ?? {}).map(([argument, { reference }]) => [argument, reference]);
    return {
        imageName,
        build: {
            context: staged.path,
            dockerfile: `${staged.path}/Dockerfile`,
            args: {
                ...inputs.buildArguments,
                ...inputs.bases,
                ...Object.fromEntries(pinned),
                ...emulated(site, bases),
            },
            platform,
            network: inputs.network,
            builderVersion: "BuilderBuildKit",
        },
        // What is built here is published by the component itself.
        skipPush: true,
        ...registry,
    };
}

/** A base that the engine alone has is there for the image's platform alone: the environment is filled there then. */
function emulated({ inputs, platform }: Site, bases: Bases | undefined): { [argument: string]: string } {
    const base = bases?.BUILDER_IMAGE;
    const isLocal = base !== undefined && base.digest !== "" && !base.reference.includes("@");
    return inputs.installationPlatform !== undefined && isLocal ? { [inputs.installationPlatform]: platform } : {};
}

/** Inputs of an image whose code is laid over an image of the engine, or a stage, other than all that the build makes. */
export function onGround(image: docker.ImageArgs, from: string | undefined): docker.ImageArgs {
    const build = image.build as docker.types.input.DockerBuild;
    return from === undefined
        ? image
        : { ...image, build: { ...build, args: { ...build.args, [assembledImage.argument]: from } } };
}

/**
 * The build of an image, as the engine gets it.
 *
 * @throws Error if something of it is not known, as in a preview
 */
export async function imageBuild(site: Site, { build }: docker.ImageArgs): Promise<ImageBuild> {
    const { name, staged, platform, inputs, engineHost, secrets } = site;
    const { args = {} } = build as docker.types.input.DockerBuild;
    const known = await settledValue(
        pulumi.output({
            buildArguments: args as { [argument: string]: pulumi.Input<string> },
            network: inputs.network,
            engineHost,
            secrets,
        }),
    );
    if (known === undefined) {
        throw new CodedError("PI6002", `${name}: expected all that its build needs to be known, got an unknown value.`);
    }
    const logins = passingArguments.flatMap((argument) => secretsOfUrls(known.buildArguments[argument] ?? ""));
    return { name, context: staged.path, platform, ...known, secrets: [...known.secrets, ...logins] };
}

/** Hash of all that makes the provider build the image. */
export async function hashOfImage(image: docker.ImageArgs, { staged }: Site, contentHash: string): Promise<string> {
    return (await settledValue(hashOfLasting(image, [contentHash, staged.contextHash]))) ?? "";
}

/**
 * Declares the image, which builds it.
 *
 * @param generation of the image: another one builds it again
 * @param unchanged whether the stack has it just like that: then another token or proxy is no reason to build again
 */
export function declareImage(
    site: Site,
    inputs: docker.ImageArgs,
    generation: pulumi.Input<number>,
    unchanged: boolean,
): DeclaredImage {
    const { name, component, staged } = site;
    const { hooks, wasBuilt } = imageHooks(staged.path, () => imageBuild(site, inputs), component);
    const image = new docker.Image(name, inputs, {
        parent: component,
        ...(site.provider === undefined ? {} : { provider: site.provider }),
        // To delete it deletes nothing, and protected it could not be made again where it has vanished.
        protect: false,
        // So it can be left out, where the registry has the image, without an engine.
        retainOnDelete: true,
        replacementTrigger: pulumi.output(generation),
        ignoreChanges: unchanged ? passingInputs : [],
        ...(hooks === undefined ? {} : { hooks }),
    });
    return { image, wasBuilt };
}
