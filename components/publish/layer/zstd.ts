import { availableParallelism } from "node:os";
import { promisify } from "node:util";
import * as zlib from "node:zlib";
import type { Compressor } from "./compressor";

const THREADS = 4;
/** From this level on a block takes so much memory that no more than two are compressed at once. */
const HEAVY_LEVEL = 16;
const HEAVY_THREADS = 2;
/** What Node.js 22.15 and newer has beside what its older types tell. */
interface ZstdLibrary {
    zstdCompress(
        block: Buffer,
        options: { params: { [parameter: number]: number } },
        done: (error: Error | null, compressed: Buffer) => void,
    ): void;
    constants: { ZSTD_c_compressionLevel: number; ZSTD_c_windowLog: number };
}

/** Whether this Node.js can write zstd. */
export function canWriteZstd(): boolean {
    return "zstdCompress" in zlib;
}

/** Frames of zstd, one after another, that are compressed side by side. */
export function zstdCompressor(level: number): Compressor {
    const { zstdCompress, constants } = zlib as unknown as ZstdLibrary;
    const compress = promisify<Buffer, { params: { [parameter: number]: number } }, Buffer>(zstdCompress);
    const params = { [constants.ZSTD_c_compressionLevel]: level };
    return {
        blockBytes: 16 * 1024 * 1024,
        mostAtOnce: level < HEAVY_LEVEL ? Math.min(availableParallelism(), THREADS) : HEAVY_THREADS,
        windowBytes: 0,
        head: Buffer.alloc(0),
        compress: (block) => compress(block, { params }),
        note() {},
        tail: () => Buffer.alloc(0),
    };
}
