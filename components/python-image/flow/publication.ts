import * as pulumi from "@pulumi/pulumi";
import type Docker from "dockerode";
import { connectEngine } from "../../engine/connect";
import { type ImageFiles, withImageFiles } from "../../engine/image-files";
import { isLocal } from "../../engine/local";
import { setImageCommand } from "../../engine/set-image-command";
import { withAddress } from "../../errors/address";
import { inspectImage, laidOver } from "../../publish/export/built-image";
import { publishImage } from "../../publish/publish-image";
import type { RegistryClient } from "../../registry/client";
import { isLoginRefused } from "../../registry/error";
import { readManifest } from "../../registry/manifest";
import { parseRepository } from "../../registry/reference";
import { rebuild } from "../image-build";
import { settledValue } from "../known-output";
import { type Documents, documentsDirectory, readDocuments, sourceWarnings } from "../outputs/documents";
import { readLocalImage } from "../outputs/local-image";
import { openRepository } from "../registry-access";
import { sizeLine } from "../size-report";
import { baseLayersOf } from "./base-layers";
import { builtFacts, labelsOf, runtimeBase, sharedLength, sizeOf } from "./built-facts";
import type { BuiltImage } from "./built-image";
import { type ExistingImage, findImage } from "./existing-image";
import { type Facts, judge } from "./facts";
import { imageBuild } from "./image-declaration";
import { compressionName, knownLayers } from "./layers";
import { reuse } from "./reuse";
import { sharingLayers } from "./shared-layers";
import type { Site } from "./site";
import { checkStarted, startedFiles } from "./started-files";
import { sayWarnings } from "./warnings";
import type { Wish } from "./wish";

/**
 * Sees to it that a built image is in its repository, after it was seen to have what it starts and its size was judged.
 *
 * @param imageId by which the engine knows it
 * @throws RegistryError
 * @throws CodedError if it lacks what it starts, or exceeds the budget
 * @throws Error if the engine does not give it
 */
export async function publishBuilt(imageId: string, built: BuiltImage): Promise<Facts> {
    const { wish, last, site } = built;
    const engine = connectEngine(wish.engineHost);
    if (!wish.push) {
        const localId = await completeLocal(imageId, engine, built);
        const started = await startedFiles(engine, localId, {}, site.staged.hasFiles);
        await withImageFiles(engine, localId, (files) => checkStarted(started, files));
        const image = await readLocalImage(engine, localId);
        await sayWarnings(image.warnings, last?.warnings ?? [], site.component);
        await pulumi.log.info(`built, ${sizeLine(image.size, last?.size)}`, site.component);
        judge(image, wish.sizeBudget, last?.size);
        return { ...image, ...builtFacts(built, imageId, localId) };
    }
    const repository = await openRepository(wish.repository, wish.login, wish.insecure);
    try {
        return await publish(await presentId(imageId, built), engine, repository, built);
    } catch (error) {
        // Somebody else may have published the very same meanwhile, under a tag that cannot be changed.
        const found =
            error instanceof OtherImage
                ? error.found
                : await findImage(repository, wish.tag, wish).catch(() => undefined);
        if (wish.reuse && typeof found === "object" && "client" in found) {
            return reuse(found, wish, last, site);
        }
        throw error;
    }
}

/** The documents of an image; the code's own warnings beside those `below` it, where these were published before. */
async function documentsIn(files: ImageFiles, below?: Documents): Promise<Documents | undefined> {
    const directory = await files.in(`/${documentsDirectory}`);
    const read = (name: string) => directory?.get(name);
    return below === undefined
        ? readDocuments(read)
        : { ...below, warnings: [...below.warnings, ...sourceWarnings(read)] };
}

/** The id of the image with the settings that stand in no Dockerfile: no publisher adds them to it. */
async function completeLocal(imageId: string, engine: Docker, { site, wish }: BuiltImage): Promise<string> {
    const { settings } = site.inputs;
    if (settings === undefined) {
        return imageId;
    }
    const name = { repository: parseRepository(wish.repository).name, tag: wish.tag };
    return setImageCommand(engine, imageId, (await settledValue(settings)) ?? {}, name);
}

async function publish(imageId: string, engine: Docker, repository: RegistryClient, built: BuiltImage): Promise<Facts> {
    const { site, wish, last, bases, published } = built;
    const { inputs } = site;
    const base = runtimeBase(bases);
    const [settings, baseLayers] = await Promise.all([
        inputs.settings && settledValue(inputs.settings),
        baseLayersOf(base, wish, engine),
    ]);
    const started = await startedFiles(engine, imageId, settings ?? {}, site.staged.hasFiles);
    const documents = await withImageFiles(engine, imageId, async (files) => {
        // What has been published was seen to have what it starts; the code is new.
        await checkStarted(published === undefined ? started : started.filter(({ isOfCode }) => isOfCode), files);
        return documentsIn(files, published?.documents);
    });
    const { packages = [], warnings = [], sbom } = documents ?? {};
    const image = await inspectImage(engine, imageId);
    const { engineDiffIds: engineLayers } = published === undefined ? image : laidOver(image, published);
    const own = {
        ids: engineLayers,
        known: await knownLayers(last, baseLayers, wish),
        compression: compressionName(wish.compression),
    };
    const pushed = await sharingLayers(own, repository, (known) =>
        publishImage({
            engine,
            imageId,
            codeTarget: site.staged.hasCode
                ? async () => rebuild(await imageBuild(site, built.inputs), "code")
                : undefined,
            over: published,
            repository,
            tag: wish.tag,
            compression: wish.compression,
            labels: labelsOf(wish, base),
            settings,
            baseLayers: published?.baseLayers ?? sharedLength(engineLayers, baseLayers.diffIds),
            known,
            ahead: built.ahead,
            judge: async (image) => {
                judge({ size: sizeOf(image), packages, warnings }, wish.sizeBudget, last?.size);
                await refuseOther(repository, image.digest, wish);
            },
            sbom,
            progress: (line) => void pulumi.log.info(line, site.component, undefined, true),
        }),
    );
    // Who has looked before this one had put the tag may have put it since.
    await refuseOther(repository, pushed.digest, wish);
    const size = sizeOf(pushed);
    await sayWarnings(warnings, last?.warnings ?? [], site.component);
    await pulumi.log.info(`built, ${sizeLine(size, last?.size)}`, site.component);
    const facts = {
        size,
        packages,
        warnings,
        ...builtFacts(built, published === undefined ? imageId : "", pushed.digest),
    };
    const { layers } = pushed;
    const code = site.staged.hasCode && layers.find(({ engineDiffId }) => engineDiffId === engineLayers.at(-1));
    const codeLayer = code ? code.diffId : "";
    const readable = await isReadable(repository, pushed.digest, wish, site);
    return { ...facts, deployed: { ...facts.deployed, layers, codeLayer, readable } };
}

/** What the tag names by now: somebody else has built the same content meanwhile, on a base that differs. */
class OtherImage extends Error {
    constructor(readonly found: ExistingImage) {
        super(`${found.client.repository.name}:${found.tag} was published meanwhile`);
    }
}

/**
 * One tag never names two contents: whoever comes second deploys what is there.
 *
 * @throws OtherImage
 */
async function refuseOther(repository: RegistryClient, digest: string, wish: Wish): Promise<void> {
    const found = wish.reuse ? await findImage(repository, wish.tag, wish).catch(() => undefined) : undefined;
    if (typeof found === "object" && "client" in found && found.manifest.digest !== digest) {
        throw new OtherImage(found);
    }
}

/** The image's id in the engine, which has it built again if it has none any more. */
async function presentId(imageId: string, { wish, site, inputs }: BuiltImage): Promise<string> {
    if (imageId !== "" && (await isLocal(imageId, wish.engineHost))) {
        return imageId;
    }
    return rebuild(await imageBuild(site, inputs));
}

/** Whether the registry gives the image back: a login may be allowed to push, and not to pull. */
async function isReadable(client: RegistryClient, digest: string, wish: Wish, { component }: Site): Promise<boolean> {
    try {
        await readManifest(client, digest, wish.platform);
        return true;
    } catch (error) {
        if (!isLoginRefused(error)) {
            throw error;
        }
        const message = `The image was pushed, and may not be read with this login: ${(error as Error).message}`;
        const warning = `${message} Updates cannot tell whether it is still there.`;
        await pulumi.log.warn(withAddress(warning, "PI7002"), component);
        return false;
    }
}
