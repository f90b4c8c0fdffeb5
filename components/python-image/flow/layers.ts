import type { LayerCompression } from "../../publish/compression";
import type { KnownLayer } from "../../publish/order";
import type { LastDeployment } from "../last-deployment";
import { openRepository } from "../registry-access";
import type { BaseLayers } from "./base-layers";
import type { Wish } from "./wish";

/** A compression in one word, to be compared with another: `gzip 6`. */
export function compressionName({ format, level }: LayerCompression): string {
    return `${format} ${level}`;
}

/**
 * Layers whose published form is known: those of the last deployment, if they were compressed alike, and those of a base
 * that the registry has itself.
 */
export async function knownLayers(
    last: LastDeployment | undefined,
    base: BaseLayers,
    wish: Wish,
): Promise<KnownLayer[]> {
    const deployed = last?.deployed;
    if (last === undefined || deployed?.compression !== compressionName(wish.compression)) {
        return base.known;
    }
    const [repository = ""] = last.ref.split("@");
    const from = repository === wish.repository ? {} : { from: await openRepository(repository, wish.login) };
    const layers: KnownLayer[] = deployed.layers.map((layer) => ({ ...layer, ...from }));
    // An engine that was given published layers knows them by their published digests.
    const given = layers.map((layer) => ({ ...layer, engineDiffId: layer.diffId }));
    const known = [...base.known, ...given, ...layers];
    return [...new Map(known.map((layer) => [layer.engineDiffId, layer])).values()];
}
