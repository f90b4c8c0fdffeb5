import { availableParallelism } from "node:os";
import { promisify } from "node:util";
import * as zlib from "node:zlib";
import type { Compressor } from "./compressor";

/** Most blocks at once, whatever the number of cores. */
const MOST = 4;
/** From this level on a block takes so much memory that no more than two are compressed at once. */
const HEAVY_LEVEL = 16;
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
    const isHeavy = level >= HEAVY_LEVEL;
    // Each block begins without knowing those before it, but refers to all of itself.
    const windowLog = isHeavy ? 25 : 24;
    const params = { [constants.ZSTD_c_compressionLevel]: level, [constants.ZSTD_c_windowLog]: windowLog };
    return {
        blockBytes: 2 ** windowLog,
        // Blocks end in another order than they begin: with one more than there are cores none of them is idle.
        mostAtOnce: isHeavy ? 2 : Math.min(availableParallelism() + 1, MOST),
        windowBytes: 0,
        head: Buffer.alloc(0),
        compress: (block) => compress(block, { params }),
        note() {},
        tail: () => Buffer.alloc(0),
    };
}
