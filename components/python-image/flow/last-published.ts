import type { PublishedLayer } from "../../publish/order";
import type { RegistryClient } from "../../registry/client";
import { type ImageConfig, readImageConfig } from "../../registry/image-config";
import { type Manifest, readManifest } from "../../registry/manifest";
import type { Deployed, LastDeployment } from "../last-deployment";
import { openRepository } from "../registry-access";
import type { Wish } from "./wish";

/** The image that the stack deployed last, as its registry has it. */
export interface LastPublished {
    client: RegistryClient;
    manifest: Manifest;
    config: ImageConfig;
    /** Its layers, but for that of the application's code. */
    below: PublishedLayer[];
}

/** @throws RegistryError */
export async function readLastPublished(
    { ref, digest }: LastDeployment,
    { layers, codeLayer }: Deployed,
    wish: Wish,
): Promise<LastPublished> {
    const [repository = ""] = ref.split("@");
    const client = await openRepository(
        repository,
        wish.login,
        repository === wish.repository ? wish.insecure : undefined,
    );
    const manifest = await readManifest(client, digest, wish.platform);
    const config = await readImageConfig(client, manifest);
    return { client, manifest, config, below: layers.filter(({ diffId }) => diffId !== codeLayer) };
}
