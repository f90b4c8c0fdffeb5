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

/** The base of an image. */
export interface BaseImage {
    /** Its reference, as it was given: `python:3.13-slim`. */
    name: string;
    /** Digest that the reference named when the image was built, `sha256:…`; empty where nobody could tell. */
    digest: string;
}

/** What is known of an image once it is built. */
export interface ImageFacts {
    size: ImageSize;
    /** Largest first. */
    packages: InstalledPackage[];
    /** What the proof noted, and a user should act on. */
    warnings: string[];
}
