import type { LayerCompression } from "./compression";
import type { SavedLayer } from "./export/save-image";
import { type PackedLayer, packLayer } from "./layer/pack-layer";
import { bytecodeTimes } from "./tar/bytecode-times";
import { normalize } from "./tar/normalize";
import { readEntries } from "./tar/read-entries";
import { writeEntries } from "./tar/write-entries";

/**
 * Writes an exported layer anew, so that its bytes depend on its content alone, and gives back its room. Undefined if
 * nothing is in it.
 *
 * @param isBase whether it belongs to a base: then its files keep their times
 */
export async function packNormalized(
    { spool }: SavedLayer,
    isBase: boolean,
    compression: LayerCompression,
): Promise<PackedLayer | undefined> {
    try {
        const entries = readEntries(spool);
        const ofSources = isBase ? new Map<string, number>() : bytecodeTimes(entries, spool);
        const normal = normalize(entries, { kept: isBase, ofSources });
        return normal.length === 0 ? undefined : await packLayer(writeEntries(normal), spool, compression);
    } finally {
        spool.close();
    }
}
