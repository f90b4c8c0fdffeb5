import * as pulumi from "@pulumi/pulumi";
import type { ImageConfig } from "../../registry/image-config";
import type { ImageSize } from "../../registry/image-size";
import type { Manifest } from "../../registry/manifest";
import { copyImage } from "../../registry/writing/copy-image";
import { settledValue } from "../known-output";
import type { LastDeployment } from "../last-deployment";
import { readPushedImage } from "../outputs/pushed-image";
import { openRepository } from "../registry-access";
import { sizeLine } from "../size-report";
import type { Bases } from "./base-identity";
import type { ExistingImage } from "./existing-image";
import { type Facts, judge } from "./facts";
import { identityLabels } from "./identity";
import { compressionName } from "./layers";
import { environmentHashOn, type Site } from "./site";
import { sayWarnings } from "./warnings";
import type { Wish } from "./wish";

/**
 * Deploys an image that a registry has, as it is: nothing is built. What is elsewhere, or has another tag, is put in its
 * place under the same digest; a preview leaves that to the update.
 *
 * @throws RegistryError
 * @throws Error if it exceeds the budget
 */
export async function reuse(
    found: ExistingImage,
    wish: Wish,
    last: LastDeployment | undefined,
    site: Site,
): Promise<Facts> {
    const { component } = site;
    const { client, tag, manifest, config } = found;
    const image = await readPushedImage(client, manifest, last?.size?.layers ?? []);
    judge(image, wish.sizeBudget, last?.size);
    const target = await openRepository(wish.repository, wish.login, wish.insecure);
    const isElsewhere = client.repository.name !== target.repository.name;
    if ((isElsewhere || tag !== wish.tag) && !pulumi.runtime.isDryRun()) {
        await copyImage(target, { from: client, digest: manifest.digest, tag: wish.tag });
    }
    const copied = pulumi.runtime.isDryRun() ? "to be copied from" : "copied from";
    const from = isElsewhere ? `${copied} ${client.repository.name}:${tag}` : "built before";
    const line = `reused ${target.repository.name}:${wish.tag} (${from}), ${sizeLine(image.size, last?.size)}`;
    await sayWarnings(image.warnings, last?.warnings ?? [], component);
    await pulumi.log.info(line, component);
    const labels = config.config?.Labels ?? {};
    const layers = layersOf(manifest, config, image.size);
    const base = { name: labels[identityLabels.baseName] ?? "", digest: labels[identityLabels.baseDigest] ?? "" };
    return {
        ...image,
        digest: manifest.digest,
        base,
        reused: true,
        deployed: {
            contentHash: wish.contentHash,
            tag: wish.tag,
            bases: basesOf(base),
            environmentHash: await environmentHashOf(base, site),
            layers,
            codeLayer: site.staged.hasCode ? (layers.at(-1)?.diffId ?? "") : "",
            imageId: "",
            compression: compressionName(wish.compression),
            readable: true,
        },
    };
}

/**
 * What the next update has to know to build the code alone, on an engine that has nothing of the image; empty where more
 * is done to the code, for an engine that has built it is faster then, or where it was built on other bases.
 */
async function environmentHashOf({ digest }: Facts["base"], site: Site): Promise<string> {
    const now = (await settledValue(site.bases)) ?? {};
    const isOnThese = digest !== "" && Object.values(now).every((base) => base.digest === digest);
    return site.staged.isLaidOutAlone && isOnThese ? environmentHashOn(now, site) : "";
}

function basesOf({ name, digest }: Facts["base"]): Bases {
    return name === ""
        ? {}
        : { RUNTIME_IMAGE: { name, digest, reference: digest === "" ? name : `${name}@${digest}` } };
}

/** Its layers, by the only names that are known of them: those of an engine that has pulled it. */
function layersOf({ layers }: Manifest, { rootfs }: ImageConfig, size: ImageSize) {
    return layers.map((blob, place) => {
        const diffId = rootfs.diff_ids[place] ?? "";
        return { engineDiffId: diffId, diffId, blob, unpackedBytes: size.layers[place]?.unpackedBytes ?? 0 };
    });
}
