import { createHash } from "node:crypto";
import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { assembledImage } from "./dockerfile/assembled-stage";
import { proxyVariables } from "./proxies";

/**
 * Build arguments that say where things come from, not what the image is: they may hold logins and tokens, which rotate,
 * and proxies, which differ between machines; and an engine that has nothing yet may get the environment whole.
 */
export const passingArguments = [
    "INDEX_URL",
    "EXTRA_INDEX_URLS",
    "BUILD_SECRETS",
    "GIT_CREDENTIALS",
    assembledImage.argument,
    ...proxyVariables,
];

/** Inputs of an image that say the same: a proxy on loopback has the build share its machine's network. */
export const passingInputs = [...passingArguments.map((name) => `build.args.${name}`), "build.network"];

/**
 * SHA-256, hexadecimal, of all that makes the provider build an image, but for passing arguments and the network. `hashes` stand for what
 * its inputs do not say: the content, and the staged context.
 */
export function hashOfLasting(image: docker.ImageArgs, hashes: pulumi.Input<string>[]): pulumi.Output<string> {
    const { registry: _, ...rest } = image;
    return pulumi.unsecret(
        pulumi.all([pulumi.all(hashes), pulumi.output(rest)]).apply(([content, { build, ...others }]) => {
            const { args, network: _network, ...how } = build as docker.types.input.DockerBuild;
            const plain = Object.entries(args ?? {}).filter(([name]) => !passingArguments.includes(name));
            const made = JSON.stringify([content, others, how, plain.sort()]);
            return createHash("sha256").update(made).digest("hex");
        }),
    );
}
