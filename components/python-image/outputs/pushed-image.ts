import { Readable } from "node:stream";
import { uncompressed } from "../../publish/export/uncompressed";
import { archiveOf, readFile } from "../../publish/tar/read-file";
import { readBlob } from "../../registry/blob";
import type { RegistryClient } from "../../registry/client";
import type { LayerSize } from "../../registry/image-size";
import type { Manifest } from "../../registry/manifest";
import { sizeOf } from "../../registry/size";
import { type Documents, documentsDirectory, readFromLayers } from "./documents";
import type { ImageFacts } from "./image-facts";

/** Longest layer that may be that of the documents, compressed, in bytes. */
const mostBytes = 1024 * 1024;

/**
 * Reads an image back from its registry.
 *
 * @param known layers measured before
 * @throws RegistryError
 */
export async function readPushedImage(
    client: RegistryClient,
    manifest: Manifest,
    known: LayerSize[],
): Promise<ImageFacts> {
    const [size, documents] = await Promise.all([sizeOf(client, manifest, known), documentsOf(client, manifest)]);
    const { packages = [], warnings = [] } = documents ?? {};
    return { size, packages, warnings };
}

/**
 * Looks for the documents of an image, which have a layer to themselves, in the small layers from the topmost downwards.
 *
 * @throws RegistryError
 */
export async function documentsOf(
    client: RegistryClient,
    { layers }: Pick<Manifest, "layers">,
): Promise<Documents | undefined> {
    const small = layers.filter(({ size }) => size <= mostBytes).reverse();
    return readFromLayers(small, async (layer) => {
        const archive = archiveOf(await unpack(await readBlob(client, layer)));
        return (name) => readFile(archive, `${documentsDirectory}/${name}`);
    });
}

async function unpack(blob: Buffer): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of uncompressed(Readable.from([blob]))) {
        parts.push(part);
    }
    return Buffer.concat(parts);
}
