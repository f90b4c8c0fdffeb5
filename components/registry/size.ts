import type { RegistryClient } from "./client";
import type { ImageSize, LayerSize } from "./image-size";
import { type Manifest, readManifest } from "./manifest";
import { unpackedBytes } from "./unpacked";

/** How to measure an image. */
export interface Measuring {
    /** Entry of an index that is meant, `os/arch`. Defaults to `linux/amd64`. */
    platform?: string;
    /** Layers measured before: those need not be asked for again, as a digest stands for one content. */
    known?: LayerSize[];
}

/**
 * Reads the size of an image from its registry: compressed from the manifest, unpacked from the layers themselves.
 *
 * @throws RegistryError
 */
export async function readImageSize(
    client: RegistryClient,
    digest: string,
    { platform, known = [] }: Measuring = {},
): Promise<ImageSize> {
    return sizeOf(client, await readManifest(client, digest, platform), known);
}

/**
 * The size of an image whose manifest was read before.
 *
 * @throws RegistryError
 */
export async function sizeOf(
    client: RegistryClient,
    { config, layers }: Manifest,
    known: LayerSize[] = [],
): Promise<ImageSize> {
    const unpacked = new Map(known.map((layer) => [layer.digest, layer.unpackedBytes]));
    const unknown = new Map(layers.filter(({ digest }) => !unpacked.has(digest)).map((layer) => [layer.digest, layer]));
    await Promise.all(
        [...unknown.values()].map(async (layer) => unpacked.set(layer.digest, await unpackedBytes(client, layer))),
    );
    const sizes = layers.map(({ digest, size }) => ({
        digest,
        compressedBytes: size,
        unpackedBytes: unpacked.get(digest) ?? 0,
    }));
    return {
        compressedBytes: sizes.reduce((sum, layer) => sum + layer.compressedBytes, config.size),
        unpackedBytes: sizes.reduce((sum, layer) => sum + layer.unpackedBytes, 0),
        layers: sizes,
    };
}
