import { createHash } from "node:crypto";
import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { isKnown, knownValue } from "./known-output";
import { proxyVariables } from "./proxies";

/**
 * Build arguments that say how packages are fetched, not what the image is: they may hold logins and
 * tokens, which rotate, and proxies, which differ between machines.
 */
export const passingArguments = [
    "INDEX_URL",
    "EXTRA_INDEX_URLS",
    "BUILD_SECRETS",
    "GIT_CREDENTIALS",
    ...proxyVariables,
];

/**
 * SHA-256, hexadecimal, of all that makes the provider build an image, but for passing arguments. `hashes` stand for what
 * its inputs do not say: the content, and the staged context.
 */
export function hashOfLasting(image: docker.ImageArgs, hashes: pulumi.Input<string>[]): pulumi.Output<string> {
    const { registry: _, ...rest } = image;
    return pulumi.unsecret(
        pulumi.all([pulumi.all(hashes), pulumi.output(rest)]).apply(([content, { build, ...others }]) => {
            const { args, ...how } = build as docker.types.input.DockerBuild;
            const plain = Object.entries(args ?? {}).filter(([name]) => !passingArguments.includes(name));
            const made = JSON.stringify([content, others, how, plain.sort()]);
            return createHash("sha256").update(made).digest("hex");
        }),
    );
}

/**
 * Has the image keep the passing arguments with which it was built while it is `unchanged`: another token or proxy is no
 * reason to build again. What else changes is built with the new ones.
 */
export function keepPassing(unchanged: pulumi.Output<boolean>): pulumi.ResourceTransform {
    return async ({ props, opts }) => {
        if (!(await isTrue(unchanged))) {
            return undefined;
        }
        const kept = passingArguments.map((name) => `build.args.${name}`);
        return { props, opts: { ...opts, ignoreChanges: [...(opts.ignoreChanges ?? []), ...kept] } };
    };
}

/** False where it is unknown, as in a preview: there it would be waited for in vain. */
async function isTrue(output: pulumi.Output<boolean>): Promise<boolean> {
    return (await isKnown(output)) && knownValue(output);
}
