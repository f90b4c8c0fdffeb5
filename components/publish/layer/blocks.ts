import type { Archive } from "../tar/read-entries";
import type { Piece } from "../tar/write-entries";

/** Where blocks come from, and go back to: a layer is longer than memory. */
export interface BlockStore {
    take(): Buffer;
}

/**
 * Writes a stream into blocks of a fixed length; the last one may be shorter, but is never empty unless the stream is.
 *
 * @param archive what parts of the stream are read from
 * @param store gives the blocks, all of one length
 */
export function* blocksOf(pieces: Iterable<Piece>, archive: Archive, store: BlockStore): Generator<Buffer> {
    let block = store.take();
    let filled = 0;
    for (const piece of pieces) {
        for (let done = 0; done < piece.length; ) {
            if (filled === block.length) {
                yield block;
                block = store.take();
                filled = 0;
            }
            const count = Math.min(block.length - filled, piece.length - done);
            fill(block.subarray(filled, filled + count), piece, done, archive);
            filled += count;
            done += count;
        }
    }
    yield block.subarray(0, filled);
}

function fill(target: Buffer, piece: Piece, start: number, archive: Archive): void {
    if (Buffer.isBuffer(piece)) {
        piece.copy(target, 0, start);
    } else if (piece.start === undefined) {
        target.fill(0);
    } else {
        archive.readInto(target, piece.start + start);
    }
}

/** The whole stream, for one that is short. */
export function wholeOf(pieces: Iterable<Piece>, archive: Archive): Buffer {
    const all = [...pieces];
    const length = all.reduce((sum, piece) => sum + piece.length, 0);
    return Buffer.concat([...blocksOf(all, archive, { take: () => Buffer.alloc(length) })]);
}
