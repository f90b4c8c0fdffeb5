import * as pulumi from "@pulumi/pulumi";
import type { LateSettings } from "../publish/order";
import { isLoopback } from "../registry/reference";
import type { PythonImageArgs } from "./args";
import { buildEnvironment } from "./build-environment";
import { Strategy } from "./choices";
import type { StagedContext } from "./context/stage-context";
import { installationPlatform } from "./dockerfile/builder-base";
import { gitCredentials } from "./git-credentials";
import { indexInputs } from "./index-inputs";
import { lateArguments, lateSettings } from "./late-settings";
import type { BuildPlan } from "./plan/build-plan";
import { isInstalledNatively } from "./plan/native-installation";
import { proxyInputs } from "./proxy-inputs";

/** What the engine gets beside the staged context. */
export interface BuildInputs {
    /** All build arguments but the bases. */
    buildArguments: { [name: string]: pulumi.Input<string> };
    /** References of the bases, as they were given, by the build argument that names each. */
    bases: { [argument: string]: pulumi.Input<string> };
    /** Name of the build argument that says on which platform the environment is filled; undefined where it is the image's. */
    installationPlatform: string | undefined;
    /** Network of RUN steps; the engine's own where an index, a Git server or a proxy is on loopback. */
    network: pulumi.Output<string | undefined>;
    /** Settings that stand in no Dockerfile; undefined where it has all. */
    settings: pulumi.Output<LateSettings> | undefined;
    /** What of all this shapes the image, beside the staged context: logins and other secrets do not. */
    shaping: pulumi.Output<unknown>;
    /** Values of `buildEnvironment` and passwords of Git servers. Not secret: they must never become an output. */
    secrets: pulumi.Output<string[]>;
}

/** The values that are passed to a build; what is wrong with them is a failure of `resource`. */
export function buildInputs(
    args: PythonImageArgs,
    plan: BuildPlan,
    staged: StagedContext,
    engineHost: pulumi.Output<string | undefined>,
    resource: pulumi.Resource,
): BuildInputs {
    const bases = baseImages(args, plan);
    const environment = buildEnvironment(args.buildEnvironment, plan.namedVariables);
    const index = indexInputs(args.index, environment.fillIn, resource);
    const proxies = proxyInputs(engineHost, resource);
    const late = lateArguments(args);
    const settings = lateSettings(args);
    const shaping = [bases, index.urls, environment.shaping, ...lateParts(late, settings)];
    const remotes = [
        ...plan.gitHosts.map((host) => `https://${host}`),
        ...plan.dependencies.remotes.map(({ url }) => url),
    ];
    const gitPasswords = (args.gitLogins ?? []).map(({ password }) => pulumi.unsecret(pulumi.output(password)));
    return {
        buildArguments: {
            // Every engine that knows it dates the image and its history so, not with the time of the build.
            SOURCE_DATE_EPOCH: "0",
            ...index.buildArguments,
            ...environment.buildArguments,
            ...gitCredentials(args.gitLogins),
            ...proxies.buildArguments,
            ...staged.buildArguments,
            ...late,
        },
        bases,
        installationPlatform: isInstalledNatively(plan) ? installationPlatform : undefined,
        network: pulumi
            .all([index.urls, proxies.onLoopback])
            .apply(([urls, loopback]) => (loopback || [...urls, ...remotes].some(isOnLoopback) ? "host" : undefined)),
        settings,
        shaping: pulumi.unsecret(pulumi.all(shaping)),
        secrets: pulumi.all([environment.secrets, pulumi.all(gitPasswords)]).apply((all) => all.flat()),
    };
}

/** What other resources give, as far as there is anything: images without keep their hash. */
function lateParts(late: { [argument: string]: pulumi.Input<string> }, settings: unknown): pulumi.Input<unknown>[] {
    return [
        ...(Object.keys(late).length === 0 ? [] : [pulumi.all(late)]),
        ...(settings === undefined ? [] : [settings]),
    ];
}

function baseImages(
    { strategy, builderImage, runtimeImage }: PythonImageArgs,
    { defaultBuilderImage, defaultRuntimeImage }: BuildPlan,
): { [argument: string]: pulumi.Input<string> } {
    if (strategy === Strategy.SingleStage) {
        return { BUILDER_IMAGE: builderImage ?? runtimeImage ?? defaultBuilderImage };
    }
    return {
        BUILDER_IMAGE: builderImage ?? defaultBuilderImage,
        RUNTIME_IMAGE: runtimeImage ?? defaultRuntimeImage,
    };
}

/** Of `git+https://…` as of others. */
function isOnLoopback(url: string): boolean {
    const address = url.replace(/^\w+\+/, "");
    return URL.canParse(address) && isLoopback(new URL(address).host);
}
