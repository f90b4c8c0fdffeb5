/** Limits on the size of the image. Exceeding one fails the update. */
export interface SizeBudget {
    /** Most bytes that a cold pull may move. Judged after the push. */
    compressedBytes?: number;
    /** Most bytes that the unpacked layers may take. Judged before the push. */
    unpackedBytes?: number;
    /** Most percent by which `compressedBytes` may exceed that of the image deployed last. */
    growthPercent?: number;
}
