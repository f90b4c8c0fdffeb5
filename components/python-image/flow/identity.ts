import { createHash } from "node:crypto";

/** Labels of a pushed image that say what it is: whoever finds it under a tag can tell whether it is what is wanted. */
export const identityLabels = {
    /** The whole `contentHash`. */
    content: "dev.python-image.content-hash",
    baseName: "org.opencontainers.image.base.name",
    baseDigest: "org.opencontainers.image.base.digest",
} as const;

/** The tag that is made from the content. */
export function contentTag(contentHash: string): string {
    return `py-${contentHash.slice(0, 12)}`;
}

/** SHA-256, hexadecimal, of values that shape an image. */
export function hashOfContent(...shaping: unknown[]): string {
    return createHash("sha256").update(JSON.stringify(shaping)).digest("hex");
}
