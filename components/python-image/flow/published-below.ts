import type { LaidOver, PublishedLayer } from "../../publish/order";
import type { Deployed, LastDeployment } from "../last-deployment";
import type { Documents } from "../outputs/documents";
import { documentsOf } from "../outputs/pushed-image";
import { readLastPublished } from "./last-published";
import type { Wish } from "./wish";

/** What lies below the application's code in the image that the stack deployed last. */
export interface PublishedBelow extends LaidOver {
    /** What its proof wrote of it. */
    documents: Documents;
}

/**
 * Reads from the registry what lies below the code of the last deployment; the layers themselves stay where they are.
 *
 * @throws RegistryError
 * @throws Error if the registry has other layers than the stack knows of
 */
export async function readPublishedBelow(
    last: LastDeployment,
    deployed: Deployed,
    wish: Wish,
): Promise<PublishedBelow> {
    const { client, manifest, config, below } = await readLastPublished(last, deployed, wish);
    const documents = await documentsOf(client, { layers: manifest.layers.slice(0, below.length) });
    if (documents === undefined || !isMadeOf(manifest.layers, deployed.layers)) {
        throw new Error(`${last.ref}: expected the layers that the stack knows of and an inventory, got others.`);
    }
    const titles = config.history?.map((step) => step.created_by ?? "") ?? [];
    return {
        config: { ...config.config },
        layers: below,
        baseLayers: titles.filter((title) => title.startsWith("FROM ")).length,
        documents,
    };
}

function isMadeOf(blobs: { digest: string }[], layers: PublishedLayer[]): boolean {
    return blobs.length === layers.length && layers.every(({ blob }, place) => blob.digest === blobs[place]?.digest);
}
