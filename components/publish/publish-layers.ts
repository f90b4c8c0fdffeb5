import { type BuiltImage, EMPTY_LAYER } from "./export/built-image";
import { type FoundLayer, findLayer } from "./known-layers";
import type { PublishedLayer, PublishOrder } from "./order";
import type { Progress } from "./progress";
import { sendLayers } from "./send-layers";

/**
 * Sees to it that the repository has all layers of an image.
 *
 * @returns the layers from the base upwards without those that change nothing, and the bytes that were sent
 */
export async function publishLayers(
    order: PublishOrder,
    image: BuiltImage,
    progress: Progress,
): Promise<{ layers: PublishedLayer[]; sentBytes: number }> {
    const ids = [...new Set(image.engineDiffIds)].filter((id) => id !== EMPTY_LAYER);
    const found = new Map<string, FoundLayer | undefined>();
    const known = order.known.filter(({ engineDiffId }) => ids.includes(engineDiffId));
    for (const layer of known) {
        found.set(layer.engineDiffId, await findLayer(order.repository, layer, progress));
    }
    const unknown = ids.filter((id) => found.get(id) === undefined);
    for (const [id, layer] of await sendLayers(order, image, unknown, progress)) {
        found.set(id, layer);
    }
    const published = image.engineDiffIds.flatMap((id) => found.get(id)?.layer ?? []);
    const sentBytes = [...found.values()].reduce((sum, layer) => sum + (layer?.sentBytes ?? 0), 0);
    return { layers: published, sentBytes };
}
