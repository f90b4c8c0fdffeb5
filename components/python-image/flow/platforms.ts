import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { CodedError } from "../../errors/coded-error";
import { publishIndex } from "../../publish/publish-index";
import { uniqueName } from "../ancestry";
import type { PythonImageArgs } from "../args";
import { checkArgs } from "../check-args";
import { stageContext } from "../context/stage-context";
import { isReal } from "../image-hooks";
import { madeOf, settledValue } from "../known-output";
import { readLastDeployment } from "../last-deployment";
import { openRepository } from "../registry-access";
import { checkedTag } from "../resource-error";
import { type Deployment, deploy } from "./deploy";
import type { Facts } from "./facts";
import { contentTag, hashOfContent } from "./identity";
import { openSite, type Site } from "./site";

/** A component that has an image of each of several platforms. */
export interface PlatformsRequest {
    type: string;
    name: string;
    args: PythonImageArgs;
    component: pulumi.ComponentResource;
    parent: pulumi.Resource | undefined;
}

/** The sites of a component's images, by platform, the first of which speaks for the component. */
export interface Platforms {
    sites: Map<string, Site>;
    tag: pulumi.Output<string>;
    contentHash: pulumi.Output<string>;
}

/** One site for each platform: each image is deployed as any other is, under the tag of its content. */
export function openPlatforms({ type, name, args, component, parent }: PlatformsRequest): Platforms {
    const { platforms = [], engines = {}, tag: asked, ...shape } = args;
    const sites = platforms.map((platform): [string, Site] => {
        const own = `${name}-${platform.replaceAll("/", "-")}`;
        const ofPlatform = { ...shape, platform };
        const plan = checkArgs(own, ofPlatform);
        const host = engines[platform];
        const provider = host === undefined ? undefined : new docker.Provider(own, { host }, { parent: component });
        const staged = stageContext(plan, pulumi.getStack(), uniqueName(own, parent));
        const last = readLastDeployment(type, name, parent, { name: platform, imageName: own });
        return [platform, openSite({ name: own, args: ofPlatform, plan, staged, component, last, provider })];
    });
    const contentHash = pulumi.all(sites.map(([, site]) => site.contentHash)).apply((all) => hashOfContent(all));
    const tag = pulumi.output(asked ?? contentHash.apply(contentTag)).apply((text) => checkedTag(text, component));
    return { sites: new Map(sites), tag, contentHash };
}

/** What is known of the image of one platform, in the form that the next update reads. */
export interface PlatformDeployment extends Facts {
    ref: string;
    generation: number;
    hashOfInputs: string;
}

/** What becomes of a component with several images. */
export interface PlatformsDeployment extends Deployment {
    /** By platform. */
    platformDeployments: pulumi.Output<{ [platform: string]: PlatformDeployment }>;
}

/** Deploys the image of each platform, and then an index over them. */
export async function deployPlatforms({ sites, tag }: Platforms): Promise<PlatformsDeployment> {
    const deployments = await Promise.all(
        [...sites].map(async ([platform, site]) => ({ platform, site, deployment: await deploy(site) })),
    );
    const each = deployments.map(({ platform, site, deployment: { facts, generation, hashOfInputs } }) =>
        pulumi
            .all([facts, site.repository])
            .apply(([known, repository]): [string, PlatformDeployment] => [
                platform,
                { ...known, ref: `${repository}@${known.digest}`, generation, hashOfInputs },
            ]),
    );
    const platformDeployments = pulumi.all(each).apply((all) => Object.fromEntries(all));
    const [site] = sites.values() as unknown as [Site];
    const facts = await madeOf(pulumi.all([platformDeployments, tag]), async ([images, name]): Promise<Facts> => {
        const [first] = Object.values(images) as [PlatformDeployment];
        const { ref: _, generation: __, hashOfInputs: ___, ...known } = first;
        const digest = isReal() ? await putIndex(site, name, images) : known.digest;
        const reused = Object.values(images).every((image) => image.reused);
        return { ...known, digest, reused };
    });
    const generation = Math.max(...deployments.map(({ deployment }) => deployment.generation));
    return { facts, generation, hashOfInputs: "", platformDeployments };
}

async function putIndex(site: Site, tag: string, images: { [platform: string]: PlatformDeployment }): Promise<string> {
    const wish = await settledValue(site.wish);
    if (wish === undefined) {
        throw new CodedError("PI6002", `${site.name}: expected a repository that is known, got an unknown value.`);
    }
    return publishIndex({
        repository: await openRepository(wish.repository, wish.login, wish.insecure),
        tag,
        images: Object.fromEntries(Object.entries(images).map(([platform, { digest }]) => [platform, digest])),
        push: !pulumi.runtime.isDryRun(),
    });
}
