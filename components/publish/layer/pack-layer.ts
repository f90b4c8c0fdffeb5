import { createHash } from "node:crypto";
import { setImmediate as breathe } from "node:timers/promises";
import type { Descriptor } from "../../registry/content";
import { type LayerCompression, layerMediaType } from "../compression";
import type { Archive } from "../tar/read-entries";
import type { Piece } from "../tar/write-entries";
import { blocksOf } from "./blocks";
import { compressorFor } from "./compressor";
import { Spool } from "./spool";

/** A layer as it is sent. */
export interface PackedLayer {
    /** Digest of the layer as a tar stream. */
    diffId: string;
    /** Bytes of the layer as a tar stream. */
    unpackedBytes: number;
    blob: Descriptor;
    /** The bytes of the blob; whoever has it closes it. */
    spool: Spool;
}

/**
 * Compresses a layer, on several cores; what comes out depends on the layer, the format and the level alone.
 *
 * @param pieces the layer as a tar stream
 * @param archive what parts of it are read from
 */
export async function packLayer(
    pieces: Iterable<Piece>,
    archive: Archive,
    compression: LayerCompression,
): Promise<PackedLayer> {
    const compressor = compressorFor(compression);
    const contents = createHash("sha256");
    const compressed = createHash("sha256");
    const spool = new Spool();
    const write = (bytes: Buffer) => {
        compressed.update(bytes);
        spool.append(bytes);
    };
    // Blocks are used again once they are compressed: memory is that of those at work, however long the layer is.
    const free: Buffer[] = [];
    const store = { take: () => free.pop() ?? Buffer.allocUnsafeSlow(compressor.blockBytes) };
    const running: Promise<Buffer>[] = [];
    const finishFirst = async () => write((await running.shift()) ?? Buffer.alloc(0));
    let unpackedBytes = 0;
    let before: Buffer = Buffer.alloc(0);
    const start = async (block: Buffer, isLast: boolean) => {
        if (running.length >= compressor.mostAtOnce) {
            await finishFirst();
        }
        const job = compressor.compress(block, before, isLast).then((bytes) => {
            free.push(Buffer.from(block.buffer));
            return bytes;
        });
        // Who waits for it comes later: until then a failure is nobody's.
        job.catch(() => {});
        running.push(job);
        contents.update(block);
        compressor.note(block);
        unpackedBytes += block.length;
        before = Buffer.from(block.subarray(block.length - Math.min(block.length, compressor.windowBytes)));
        await breathe();
    };
    try {
        write(compressor.head);
        let current: Buffer | undefined;
        for (const block of blocksOf(pieces, archive, store)) {
            if (current !== undefined) {
                await start(current, false);
            }
            current = block;
        }
        await start(current ?? Buffer.alloc(0), true);
        while (running.length > 0) {
            await finishFirst();
        }
        write(compressor.tail());
    } catch (error) {
        await Promise.allSettled(running);
        spool.close();
        throw error;
    }
    const blob = {
        mediaType: layerMediaType(compression),
        digest: `sha256:${compressed.digest("hex")}`,
        size: spool.size,
    };
    return { diffId: `sha256:${contents.digest("hex")}`, unpackedBytes, blob, spool };
}
