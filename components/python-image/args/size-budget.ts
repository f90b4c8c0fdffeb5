/** Limits on the size of the image. Exceeding one fails the update. */
export interface SizeBudget {
    /** Most bytes that a cold pull may move. Judged before the image can be deployed. */
    compressedBytes?: number;
    /** Most bytes that the unpacked layers may take. Judged before the image can be deployed. */
    unpackedBytes?: number;
    /** Most percent by which `compressedBytes` may exceed that of the image deployed last. */
    growthPercent?: number;
}
