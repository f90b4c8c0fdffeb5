import { DEFAULT_LEVELS, HIGHEST_LEVELS, type LayerCompression } from "../../publish/compression";
import type { ImageShape } from "../args";
import { Compression } from "../choices";
import type { Problems } from "./problem";

/** What this Node.js can do. */
export interface Runtime {
    /** Its version, `20.20.2`. */
    version: string;
    canWriteZstd: boolean;
}

/** How the layers are compressed, with every default filled in; mistakes go to `problems`. */
export function resolveCompression(args: ImageShape, problems: Problems): LayerCompression {
    const { compression: format = Compression.Gzip, compressionLevel } = args;
    const highest = HIGHEST_LEVELS[format];
    const level = compressionLevel ?? DEFAULT_LEVELS[format];
    if (highest !== undefined && !(Number.isInteger(level) && level >= 1 && level <= highest)) {
        const remedy = "Leave it out for the default.";
        problems.add("compressionLevel", `a whole number from 1 to ${highest} with ${format}`, level, remedy);
    }
    return { format, level };
}

/** Notes in `problems` that layers cannot be written as they shall be. */
export function checkCompressor(
    { format }: LayerCompression,
    { version, canWriteZstd }: Runtime,
    problems: Problems,
): void {
    if (format === Compression.Zstd && !canWriteZstd) {
        problems.add(
            "compression",
            "Node.js 22.15 or newer for `Compression.Zstd`",
            { phrase: version },
            "Run the program with a newer Node.js, or use `Compression.Gzip`.",
        );
    }
}
