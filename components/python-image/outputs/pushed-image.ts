import { gunzipSync } from "node:zlib";
import { readBlob } from "../../registry/blob";
import type { RegistryClient } from "../../registry/client";
import { readImageConfig } from "../../registry/image-config";
import type { LayerSize } from "../../registry/image-size";
import { type Manifest, readManifest } from "../../registry/manifest";
import { sizeOf } from "../../registry/size";
import type { ImageFacts, InstalledPackage } from "./image-facts";
import { readSbom, sbomLayer } from "./sbom";

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

async function readPackages(client: RegistryClient, manifest: Manifest): Promise<InstalledPackage[]> {
    const config = await readImageConfig(client, manifest);
    const layer = sbomLayer(config.history ?? [], manifest.layers);
    return layer === undefined ? [] : ((await readSbom(gunzipSync(await readBlob(client, layer)))) ?? []);
}
