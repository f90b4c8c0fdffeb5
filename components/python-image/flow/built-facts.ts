import type { Published } from "../../publish/order";
import type { ImageSize } from "../../registry/image-size";
import type { BaseIdentity, Bases } from "./base-identity";
import type { BuiltImage } from "./built-image";
import type { Facts } from "./facts";
import { identityLabels } from "./identity";
import { compressionName } from "./layers";
import type { Wish } from "./wish";

/** What is told of an image as it was built, but for its size and what lies in it. */
export function builtFacts(
    { wish, bases, environmentHash }: BuiltImage,
    imageId: string,
    digest: string,
): Pick<Facts, "digest" | "base" | "reused"> & {
    deployed: NonNullable<Facts["deployed"]>;
} {
    const { name, digest: baseDigest } = runtimeBase(bases);
    return {
        digest,
        base: { name, digest: baseDigest },
        reused: false,
        deployed: {
            contentHash: wish.contentHash,
            tag: wish.tag,
            bases,
            environmentHash,
            layers: [],
            codeLayer: "",
            imageId,
            compression: compressionName(wish.compression),
            readable: true,
        },
    };
}

/** The base of what runs; in a single stage it is the builder's. */
export function runtimeBase(bases: Bases): BaseIdentity {
    return bases.RUNTIME_IMAGE ?? bases.BUILDER_IMAGE ?? { name: "", digest: "", reference: "" };
}

/** What a published image says of itself. */
export function labelsOf({ contentHash }: Wish, { name, digest, reference }: BaseIdentity): { [name: string]: string } {
    return {
        [identityLabels.content]: contentHash,
        [identityLabels.baseName]: name,
        // The id of an engine's image is no digest that anybody else knows.
        ...(reference.includes("@") ? { [identityLabels.baseDigest]: digest } : {}),
    };
}

/** How many layers two images share, from the lowest. */
export function sharedLength(layers: string[], others: string[]): number {
    const first = layers.findIndex((layer, place) => layer !== others[place]);
    return first === -1 ? layers.length : first;
}

/** The size of an image, as it was published. */
export function sizeOf({ config, layers }: Published): ImageSize {
    const sizes = layers.map(({ blob, unpackedBytes }) => ({
        digest: blob.digest,
        compressedBytes: blob.size,
        unpackedBytes,
    }));
    return {
        compressedBytes: sizes.reduce((sum, layer) => sum + layer.compressedBytes, config.size),
        unpackedBytes: sizes.reduce((sum, layer) => sum + layer.unpackedBytes, 0),
        layers: sizes,
    };
}
