import type { LayerCompression } from "../compression";
import { gzipCompressor } from "./gzip";
import { zstdCompressor } from "./zstd";

/** Compresses a stream in blocks of a fixed length, each by itself, so that the outcome does not depend on how many at once. */
export interface Compressor {
    /** Length of a block, in bytes. */
    blockBytes: number;
    /** Most blocks at once. */
    mostAtOnce: number;
    /** What comes before the first block. */
    head: Buffer;
    /** Compresses one block, given the one before it. */
    compress(block: Buffer, previous: Buffer | undefined, isLast: boolean): Promise<Buffer>;
    /** Sees each block in turn. */
    note(block: Buffer): void;
    /** What comes after the last block. */
    tail(): Buffer;
}

/** A compressor for one layer. */
export function compressorFor({ format, level }: LayerCompression): Compressor {
    return format === "gzip" ? gzipCompressor(level) : zstdCompressor(level);
}
