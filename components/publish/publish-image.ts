import type { Descriptor } from "../registry/content";
import { digestOf } from "../registry/manifest-document";
import { attachReferrer } from "../registry/writing/attach-referrer";
import { smallBlob } from "../registry/writing/blob";
import { hasBlob, pushBlob } from "../registry/writing/push-blob";
import { descriptorOf, pushManifest } from "../registry/writing/push-manifest";
import { type BuiltImage, inspectImage, laidOver } from "./export/built-image";
import { imageConfig } from "./image/config";
import { imageManifest } from "./image/manifest";
import type { Published, PublishedLayer, PublishOrder } from "./order";
import { Progress } from "./progress";
import { publishLayers } from "./publish-layers";

/** Media type of the inventory, which is a CycloneDX document. */
const SBOM = "application/vnd.cyclonedx+json";

/**
 * Publishes an image that an engine has built: exports the layers that nobody has yet, writes them anew so that their
 * bytes depend on their content alone, and sends what the repository lacks. Equal content has the same digest, whichever
 * engine has built it. The tag comes last: an update that is cut off leaves nothing that anybody could deploy, and the
 * next one sends what is missing.
 *
 * @throws RegistryError if the registry does not take it
 * @throws Error if the engine does not give it, or the disk is full; and what `judge` throws
 */
export async function publishImage(order: PublishOrder): Promise<Published> {
    const { repository } = order;
    const progress = new Progress(order.progress);
    const built = await inspectImage(order.engine, order.imageId);
    const image = order.over === undefined ? built : laidOver(built, order.over);
    const { layers, sentBytes } = await publishLayers(order, image, progress);
    const bytes = configOf(order, image, layers);
    const config: Descriptor = {
        mediaType: "application/vnd.oci.image.config.v1+json",
        digest: digestOf(bytes),
        size: bytes.length,
    };
    const blobs = layers.map(({ blob }) => blob);
    const document = imageManifest(config, blobs);
    const manifest = descriptorOf(document);
    const isThere = await hasBlob(repository, config.digest);
    const published: Published = {
        digest: manifest.digest,
        manifest,
        config,
        layers,
        sentBytes: sentBytes + (isThere ? 0 : config.size),
    };
    await order.judge?.(published);
    if (!isThere) {
        await pushBlob(repository, smallBlob(config.digest, bytes));
    }
    await pushManifest(repository, document, order.tag);
    if (order.sbom !== undefined) {
        await attachReferrer(repository, manifest, { mediaType: SBOM, bytes: order.sbom, fileName: "sbom.cdx.json" });
    }
    return published;
}

function configOf(order: PublishOrder, image: BuiltImage, layers: PublishedLayer[]): Buffer {
    const base = order.labels["org.opencontainers.image.base.name"] ?? "base image";
    const baseIds = new Set(image.engineDiffIds.slice(0, order.baseLayers ?? 0));
    return imageConfig({
        ...image,
        labels: order.labels,
        settings: order.settings ?? {},
        layers: layers.map(({ diffId, engineDiffId }) => ({
            diffId,
            title: baseIds.has(engineDiffId) ? `FROM ${base}` : "pulumi-python-image",
        })),
    });
}
