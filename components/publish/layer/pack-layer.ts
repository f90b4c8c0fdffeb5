import { createHash } from "node:crypto";
import { setImmediate as breathe } from "node:timers/promises";
import type { Descriptor } from "../../registry/content";
import { type LayerCompression, layerMediaType } from "../compression";
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

/** Compresses a tar stream, on several cores; what comes out depends on the stream, the format and the level alone. */
export async function packLayer(parts: Iterable<Buffer>, compression: LayerCompression): Promise<PackedLayer> {
    const compressor = compressorFor(compression);
    const contents = createHash("sha256");
    const compressed = createHash("sha256");
    const spool = new Spool();
    const write = (bytes: Buffer) => {
        compressed.update(bytes);
        spool.append(bytes);
    };
    const running: Promise<Buffer>[] = [];
    const finishFirst = async () => write((await running.shift()) ?? Buffer.alloc(0));
    let unpackedBytes = 0;
    let previous: Buffer | undefined;
    let current: Buffer | undefined;
    const start = async (block: Buffer, isLast: boolean) => {
        if (running.length >= compressor.mostAtOnce) {
            await finishFirst();
        }
        const job = compressor.compress(block, previous, isLast);
        // Who waits for it comes later: until then a failure is nobody's.
        job.catch(() => {});
        running.push(job);
        contents.update(block);
        compressor.note(block);
        unpackedBytes += block.length;
        previous = block;
        await breathe();
    };
    try {
        write(compressor.head);
        for (const block of blocksOf(parts, compressor.blockBytes)) {
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
