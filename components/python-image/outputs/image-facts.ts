import type { ImageSize } from "../../registry/image-size";

/** A distribution in the environment. */
export interface InstalledPackage {
    /** Name of the distribution, as it is published. */
    name: string;
    /** Its version. */
    version: string;
    /** Bytes that it takes in the environment, bytecode included. */
    bytes: number;
}

/** What is known of an image once it is built. */
export interface ImageFacts {
    size: ImageSize;
    /** Largest first. */
    packages: InstalledPackage[];
}

/** What is known of an image that only a test's mocks know of. */
export const noFacts: ImageFacts = { size: { compressedBytes: 0, unpackedBytes: 0, layers: [] }, packages: [] };
