import type { Descriptor } from "../../registry/content";
import type { ManifestDocument } from "../../registry/manifest-document";

const INDEX = "application/vnd.oci.image.index.v1+json";

/** An image of an index. */
export interface IndexEntry extends Descriptor {
    /** What it runs on: `linux/amd64`, `linux/arm/v7`. */
    platform: string;
}

/** An index of images, as its bytes: equal for equal images, in the order of their platforms' names. */
export function imageIndex(entries: IndexEntry[]): ManifestDocument {
    const sorted = [...entries].sort((one, other) => (one.platform < other.platform ? -1 : 1));
    const manifests = sorted.map(({ mediaType, digest, size, platform }) => {
        const [os, architecture, variant] = platform.split("/");
        return {
            mediaType,
            digest,
            size,
            platform: { architecture, os, ...(variant === undefined ? {} : { variant }) },
        };
    });
    const document = { schemaVersion: 2, mediaType: INDEX, manifests };
    return { mediaType: INDEX, bytes: Buffer.from(JSON.stringify(document)) };
}
