import type { Content } from "../transport";

/** A blob that can be sent. */
export interface Blob {
    /** `sha256:…` of its bytes. */
    digest: string;
    /** Length in bytes. */
    size: number;
    /** Opens the bytes from `start` up to, and without, `end`. */
    open(start: number, end: number): AsyncIterable<Buffer>;
}

/** Told of bytes as they are sent, those of further attempts as well. */
export type OnSent = (bytes: number) => void;

/** A part of a blob as the body of a request. */
export function partOf(blob: Blob, start: number, end: number, onSent: OnSent): Content {
    return {
        size: end - start,
        async *open() {
            for await (const part of blob.open(start, end)) {
                yield part;
                onSent(part.length);
            }
        },
    };
}

/** A blob that is in memory. */
export function smallBlob(digest: string, bytes: Buffer): Blob {
    return {
        digest,
        size: bytes.length,
        async *open(start, end) {
            yield bytes.subarray(start, end);
        },
    };
}
