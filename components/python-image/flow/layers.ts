import type { LayerCompression } from "../../publish/compression";
import type { KnownLayer } from "../../publish/order";
import type { Deployed } from "../last-deployment";
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
export function knownLayers(deployed: Deployed | undefined, base: BaseLayers, wish: Wish): KnownLayer[] {
    const last = deployed?.compression === compressionName(wish.compression) ? deployed.layers : [];
    return [...last, ...base.known];
}
