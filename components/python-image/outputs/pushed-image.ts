import { Readable } from "node:stream";
import { uncompressed } from "../../publish/export/uncompressed";
import { archiveOf, readFile } from "../../publish/tar/read-file";
import { readBlob } from "../../registry/blob";
import type { RegistryClient } from "../../registry/client";
import type { LayerSize } from "../../registry/image-size";
import { type Manifest, readManifest } from "../../registry/manifest";
import { sizeOf } from "../../registry/size";
import type { ImageFacts, InstalledPackage } from "./image-facts";
import { packagesOf, sbomPath } from "./sbom";

/** Longest layer that may be the inventory's, compressed, in bytes. */
const mostBytes = 1024 * 1024;

/**
 * Reads an image back from its registry.
 *
 * @param known layers measured before
 * @throws RegistryError
 */
export async function readPushedImage(
    client: RegistryClient,
    digest: string,
    platform: string,
    known: LayerSize[],
): Promise<ImageFacts> {
    const manifest = await readManifest(client, digest, platform);
    const [size, packages] = await Promise.all([sizeOf(client, manifest, known), readPackages(client, manifest)]);
    return { size, packages };
}

/** Looks for the inventory, which has a layer to itself, in the small layers from the topmost downwards. */
async function readPackages(client: RegistryClient, { layers }: Manifest): Promise<InstalledPackage[]> {
    for (const layer of layers.filter(({ size }) => size <= mostBytes).reverse()) {
        const inventory = readFile(archiveOf(await unpack(await readBlob(client, layer))), sbomPath);
        if (inventory !== undefined) {
            return packagesOf(inventory);
        }
    }
    return [];
}

async function unpack(blob: Buffer): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of uncompressed(Readable.from([blob]))) {
        parts.push(part);
    }
    return Buffer.concat(parts);
}
