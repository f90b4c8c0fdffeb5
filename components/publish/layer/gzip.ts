import { availableParallelism } from "node:os";
import { promisify } from "node:util";
import { constants, crc32, deflateRaw } from "node:zlib";
import type { Compressor } from "./compressor";

/** How far back deflate refers, in bytes. */
const WINDOW = 32 * 1024;
/** Threads of Node's pool unless UV_THREADPOOL_SIZE says otherwise. */
const THREADS = 4;
/** Signature, deflate, no flags, no time, no hint of the level, unknown system. */
const HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
const deflate = promisify<Buffer, object, Buffer>(deflateRaw);

/**
 * One gzip member whose blocks are compressed side by side, each with the end of the one before it as its dictionary:
 * any reader takes it as one stream.
 */
export function gzipCompressor(level: number): Compressor {
    let checksum = 0;
    let length = 0;
    return {
        blockBytes: 1024 * 1024,
        mostAtOnce: Math.min(availableParallelism(), THREADS) + 1,
        head: HEAD,
        windowBytes: WINDOW,
        compress(block, before, isLast) {
            const finishFlush = isLast ? constants.Z_FINISH : constants.Z_SYNC_FLUSH;
            return deflate(block, { level, finishFlush, ...(before.length > 0 ? { dictionary: before } : {}) });
        },
        note(block) {
            checksum = crc32(block, checksum);
            length += block.length;
        },
        tail() {
            const tail = Buffer.alloc(8);
            tail.writeUInt32LE(checksum, 0);
            tail.writeUInt32LE(length % 2 ** 32, 4);
            return tail;
        },
    };
}
