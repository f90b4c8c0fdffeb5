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
    /** How much of the block before one it refers to, in bytes. */
    windowBytes: number;
    /** Compresses one block, given the end of the one before it. */
    compress(block: Buffer, before: Buffer, isLast: boolean): Promise<Buffer>;
    /** Sees each block in turn. */
    note(block: Buffer): void;
    /** What comes after the last block. */
    tail(): Buffer;
}

/** A compressor for one layer. */
export function compressorFor({ format, level }: LayerCompression): Compressor {
    return format === "gzip" ? gzipCompressor(level) : zstdCompressor(level);
}
