/** Size of one layer of an image, in bytes. */
export interface LayerSize {
    /** Digest of the compressed blob, `sha256:…`. The image's own identifier of the layer if it was not pushed. */
    digest: string;
    /** Bytes of the compressed blob: what a pull moves. 0 if the image was not pushed. */
    compressedBytes: number;
    /** Bytes of the layer as a tar stream: what it takes once unpacked. */
    unpackedBytes: number;
}

/** Size of an image, in bytes. */
export interface ImageSize {
    /** Config blob and all layer blobs of the manifest: what a cold pull moves. 0 if the image was not pushed. */
    compressedBytes: number;
    /** All layers as tar streams. */
    unpackedBytes: number;
    /** The layers from the base upwards. */
    layers: LayerSize[];
}
