import type { LayerCompression } from "./compression";
import { type PackedLayer, packLayer } from "./layer/pack-layer";
import { bytecodeTimes } from "./tar/bytecode-times";
import { normalize } from "./tar/normalize";
import { type Archive, readEntries } from "./tar/read-entries";
import { writeEntries } from "./tar/write-entries";

/**
 * Writes an exported layer anew, so that its bytes depend on its content alone. Undefined if nothing is in it.
 *
 * @param isBase whether it belongs to a base: then its files keep their times
 */
export async function packNormalized(
    archive: Archive,
    isBase: boolean,
    compression: LayerCompression,
): Promise<PackedLayer | undefined> {
    const entries = readEntries(archive);
    const ofSources = isBase ? new Map<string, number>() : bytecodeTimes(entries, archive);
    const normal = normalize(entries, { kept: isBase, ofSources });
    return normal.length === 0 ? undefined : packLayer(writeEntries(normal), archive, compression);
}
