import type { RegistryClient } from "../registry/client";
import { copyBlob } from "../registry/writing/copy-blob";
import { hasBlob } from "../registry/writing/push-blob";
import type { KnownLayer, PublishedLayer } from "./order";
import type { Progress } from "./progress";

/** A layer that is in the repository, and the bytes that it took to get it there. */
export interface FoundLayer {
    layer: PublishedLayer;
    sentBytes: number;
}

/**
 * Looks for a layer whose published form is known: in the repository itself, else where it comes from. Undefined if it
 * is in neither: it is exported then.
 *
 * @throws RegistryError
 */
export async function findLayer(
    repository: RegistryClient,
    { from, ...layer }: KnownLayer,
    progress: Progress,
): Promise<FoundLayer | undefined> {
    if (await hasBlob(repository, layer.blob.digest)) {
        return { layer, sentBytes: 0 };
    }
    if (from === undefined || !(await hasBlob(from, layer.blob.digest).catch(() => false))) {
        return undefined;
    }
    return { layer, sentBytes: await copyBlob(repository, layer.blob, from, progress.of(layer.blob.size)) };
}
