import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { checkBuilder } from "../../engine/builder";
import { answers } from "../../engine/local";
import { warnOfSilence } from "../engine-host";
import { isReal } from "../image-hooks";
import { madeOf, settledValue, unknownOutput } from "../known-output";
import { isAsLast, type LastDeployment } from "../last-deployment";
import { baseAhead } from "./base-ahead";
import { type Bases, withKnown } from "./base-identity";
import { inSlot } from "./build-slots";
import { decide } from "./decide";
import { checkLogin } from "./destination";
import { type Facts, factsOfLast, factsOfMock } from "./facts";
import { afterFirst } from "./first-build";
import { groundOf } from "./ground";
import { declareImage, hashOfImage, imageInputs, onGround } from "./image-declaration";
import { sayMovedBases } from "./moved-bases";
import { publishBuilt } from "./publication";
import { reuse } from "./reuse";
import { environmentHashOn, type Site } from "./site";
import type { Wish } from "./wish";

/** What becomes of a component. */
export interface Deployment {
    /** Unknown in a preview that will build. */
    facts: pulumi.Output<Facts>;
    /** How many times the image had vanished. */
    generation: number;
    /** Hash of all that makes the provider build the image, once it was built like that. */
    hashOfInputs: string;
}

/**
 * Decides whether the image has to be built, declares a `docker.Image` only where it has to be or where the stack has it
 * already, and sees to it that the image is where it shall be. In a preview that does not know enough to decide, it is
 * declared, so that the preview shows it.
 */
export async function deploy(site: Site): Promise<Deployment> {
    const [wish, last] = await Promise.all([settledValue(site.wish), site.last]);
    const lastHash = last?.hashOfInputs ?? "";
    if (wish === undefined || !isReal()) {
        const generation = last?.generation ?? 0;
        if (isReal()) {
            warnOfSilence(site.name, site.engineHost, site.component);
        }
        const { image } = declareImage(site, imageInputs(site, undefined), generation, false);
        const facts = isReal() ? unknownOutput<Facts>() : image.repoDigest.apply(factsOfMock);
        return { facts, generation, hashOfInputs: lastHash };
    }
    // The bases that were deployed stay until something else is built.
    const isSame = last?.deployed?.contentHash === wish.contentHash;
    const deployedBases = last?.deployed?.bases ?? {};
    const bases = async (): Promise<Bases> =>
        isSame ? deployedBases : withKnown((await settledValue(site.bases)) ?? {}, deployedBases);
    const inputs = async () => imageInputs(site, await bases());
    const hash = async () => hashOfImage(await inputs(), site, wish.contentHash);
    const { kept, found, generation, notes } = await decide(wish, last, pulumi.runtime.isDryRun());
    for (const note of notes) {
        await pulumi.log.info(note, site.component);
    }
    if (found !== undefined) {
        const facts = await reuse(found, wish, last, site);
        await sayMovedBases(facts.deployed?.bases ?? {}, site);
        return { facts: pulumi.output(facts), generation, hashOfInputs: "" };
    }
    if (kept !== undefined) {
        await sayMovedBases(kept.deployed?.bases ?? {}, site);
        if (!(await keepsImage(kept, wish, hash))) {
            return { facts: pulumi.output(factsOfLast(kept)), generation, hashOfInputs: "" };
        }
    }
    return build({
        site,
        wish,
        last,
        kept,
        generation,
        inputs: await inputs(),
        hash: await hash(),
        bases: await bases(),
    });
}

/** Whether the stack's `docker.Image` stays declared where nothing has to be built: only if that changes nothing. */
async function keepsImage(kept: LastDeployment, wish: Wish, hash: () => Promise<string>): Promise<boolean> {
    if (!wish.push || !wish.reuse) {
        return true;
    }
    return kept.hasImage && isAsLast(kept, await hash(), kept.generation) && answers(wish.engineHost);
}

/** A `docker.Image` that is to be declared. */
interface Order {
    site: Site;
    wish: Wish;
    last: LastDeployment | undefined;
    /** The last deployment, if nothing has to be built. */
    kept: LastDeployment | undefined;
    generation: number;
    inputs: docker.ImageArgs;
    hash: string;
    bases: Bases;
}

async function build(order: Order): Promise<Deployment> {
    const { site, wish, last, kept, generation, bases, hash } = order;
    const declare = (inputs: docker.ImageArgs) =>
        declareImage(site, inputs, generation, isAsLast(last, hash, generation));
    if (kept === undefined) {
        await checkBuilder(wish.engineHost, pulumi.runtime.isDryRun());
    }
    if (pulumi.runtime.isDryRun()) {
        const { image } = declare(order.inputs);
        const facts = kept === undefined ? unknownOutput<Facts>() : image.repoDigest.apply(() => factsOfLast(kept));
        return { facts, generation, hashOfInputs: hash };
    }
    let hashOfInputs = hash;
    const environmentHash = await environmentHashOn(bases, site);
    const make = async (built: () => void): Promise<Deployment> => {
        if (kept === undefined && wish.push) {
            await checkLogin(wish);
        }
        const ground = kept === undefined ? await groundOf(site, wish, last, environmentHash) : undefined;
        const inputs = onGround(order.inputs, ground?.from);
        const { image, wasBuilt } = declare(inputs);
        const ahead = kept === undefined && ground === undefined ? baseAhead(order) : undefined;
        const facts = await madeOf(image.repoDigest, async (imageId): Promise<Facts | pulumi.Output<Facts>> => {
            built();
            if (wasBuilt() || (kept === undefined && (await isAsAsked(image, inputs)))) {
                return publishBuilt(imageId, {
                    ...order,
                    inputs,
                    environmentHash,
                    ahead,
                    published: ground?.published,
                });
            }
            // An update of other resources leaves it as it is, whatever its inputs are.
            hashOfInputs = kept === undefined ? (last?.hashOfInputs ?? "") : hash;
            return last === undefined ? unknownOutput<Facts>() : factsOfLast(last);
        }).finally(() => void ahead?.close());
        return { facts, generation, hashOfInputs };
    };
    // What the component itself waits for must not wait for a slot that it holds.
    await settledValue(site.component.urn);
    return kept === undefined
        ? afterFirst(JSON.stringify([wish.engineHost, environmentHash]), (built) => inSlot(() => make(built)))
        : make(() => undefined);
}

/** Whether a `docker.Image` that this update has not built is the one that was asked for. */
async function isAsAsked(image: docker.Image, inputs: docker.ImageArgs): Promise<boolean> {
    const [is, asked] = await Promise.all([
        settledValue(image.imageName),
        settledValue(pulumi.output(inputs.imageName)),
    ]);
    return is === asked;
}
