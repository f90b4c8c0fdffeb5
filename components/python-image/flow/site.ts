import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { parseRepository } from "../../registry/reference";
import type { PythonImageArgs } from "../args";
import { type BuildInputs, buildInputs } from "../build-inputs";
import { BaseUpdates } from "../choices";
import type { StagedContext } from "../context/stage-context";
import { engineHostOf, hostOf } from "../engine-host";
import { isReal } from "../image-hooks";
import { settledValue } from "../known-output";
import type { LastDeployment } from "../last-deployment";
import type { BuildPlan } from "../plan/build-plan";
import { type KnownLogin, knownLogin, loginInputs } from "../registry-access";
import { checkedRepository, checkedTag } from "../resource-error";
import { type Bases, digestsOf, identifyBase, withKnown } from "./base-identity";
import { contentTag, hashOfContent } from "./identity";
import type { Wish } from "./wish";

/** What a component is asked for. */
export interface Request {
    name: string;
    args: PythonImageArgs;
    plan: BuildPlan;
    staged: StagedContext;
    component: pulumi.ComponentResource;
    last: Promise<LastDeployment | undefined>;
    /** Provider of the engine that builds, if it is another one than the component's. */
    provider?: docker.Provider | undefined;
}

/** All that a deployment works with; what is an Output may be unknown in a preview. */
export interface Site extends Omit<Request, "args" | "plan"> {
    inputs: BuildInputs;
    platform: string;
    push: boolean;
    baseUpdates: BaseUpdates;
    repository: pulumi.Output<string>;
    tag: pulumi.Output<string>;
    contentHash: pulumi.Output<string>;
    /** Hash of all that shapes the image but the application's code and the bases. */
    environmentHash: pulumi.Output<string>;
    /** What the bases are now. */
    bases: pulumi.Output<Bases>;
    /** Name under which the engine keeps the image. */
    imageName: pulumi.Output<string>;
    /** Login to the registry, as inputs of the provider: the engine may need it for bases. */
    registry: object;
    wish: pulumi.Output<Wish>;
    /** Address of the engine; undefined for the Docker provider's default. */
    engineHost: pulumi.Output<string | undefined>;
    /** What must not be shown. */
    secrets: pulumi.Output<string[]>;
}

/** Brings together, from the arguments of a component, all that its deployment works with. */
export function openSite(request: Request): Site {
    const { name, args, plan, staged, component, last } = request;
    const engineHost = request.provider === undefined ? engineHostOf(component) : hostOf(request.provider);
    const inputs = buildInputs(args, plan, staged, engineHost, component);
    const push = args.push ?? true;
    const reuse = args.reuse ?? true;
    const registry = loginInputs(args.registry);
    const login = knownLogin(registry);
    const baseUpdates = args.baseUpdates ?? BaseUpdates.Pinned;
    const bases = basesNow(inputs, engineHost, login);
    const followed =
        baseUpdates === BaseUpdates.Follow
            ? bases.apply(async (now) => digestsOf(withKnown(now, (await last)?.deployed?.bases ?? {})))
            : undefined;
    const contentHash = pulumi.all([inputs.shaping, followed]).apply((shaping) => hashOfContent(staged.hash, shaping));
    const environmentHash = inputs.shaping.apply((shaping) => hashOfContent(staged.environmentHash, shaping));
    const repository = pulumi.output(args.repository).apply((text) => checkedRepository(text, component));
    const tag = pulumi.output(args.tag ?? contentHash.apply(contentTag)).apply((text) => checkedTag(text, component));
    const reuseFrom = pulumi
        .all(args.reuseFrom ?? [])
        .apply((all) => all.map((one) => checkedRepository(one, component)));
    // In the engine an image that is pushed is named for its content, whatever the tag: that tells which one is there.
    const localTag = push ? contentHash.apply(contentTag) : tag;
    const wish = {
        ...{ name, repository, tag, login, platform: plan.platform, push, engineHost, contentHash, reuse, reuseFrom },
        ...{ insecure: args.insecure, compression: plan.compression, sizeBudget: args.sizeBudget ?? {} },
    };
    return {
        ...{ ...request, inputs, platform: plan.platform, push, baseUpdates, repository, tag },
        ...{ contentHash, environmentHash, bases },
        imageName: pulumi.interpolate`${repository.apply((text) => parseRepository(text).name)}:${localTag}`,
        registry: registry === undefined ? {} : { registry },
        wish: pulumi.output(wish) as pulumi.Output<Wish>,
        engineHost,
        secrets: pulumi.unsecret(
            pulumi
                .all([args.index?.password, login, inputs.secrets])
                .apply(([one, other, more]) => [one ?? "", other?.password ?? "", ...more]),
        ),
    };
}

/** Hash of all that shapes an image on these bases but the application's code. */
export async function environmentHashOn(bases: Bases, { environmentHash }: Site): Promise<string> {
    return hashOfContent(await settledValue(environmentHash), digestsOf(bases));
}

function basesNow(
    inputs: BuildInputs,
    engineHost: pulumi.Output<string | undefined>,
    login: pulumi.Output<KnownLogin | undefined>,
): pulumi.Output<Bases> {
    if (!isReal()) {
        return pulumi.output({} as Bases);
    }
    const known = pulumi.all([pulumi.all(inputs.bases), engineHost, login]);
    return pulumi.unsecret(
        known.apply(async ([names, host, login]) => {
            const named = Object.entries(names).map(async ([argument, name]) => {
                return [argument, await identifyBase(name, { engineHost: host, login })] as const;
            });
            return Object.fromEntries(await Promise.all(named));
        }),
    );
}
