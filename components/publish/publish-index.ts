import type { RegistryClient } from "../registry/client";
import { mediaTypeOf, readDocument } from "../registry/manifest-document";
import { isGone } from "../registry/presence";
import { descriptorOf, pushManifest } from "../registry/writing/push-manifest";
import { imageIndex } from "./image/index-document";

/** Images, each for a platform, that one tag shall name. */
export interface IndexOrder {
    repository: RegistryClient;
    tag: string;
    /** Digests of the images, which the repository has, by platform: `linux/arm64`. */
    images: { [platform: string]: string };
    /** Whether it is put into the repository; a preview only wants its digest. */
    push: boolean;
}

/**
 * Publishes an index over images of one repository, and says its digest. Whoever pulls the tag gets the image of the own
 * platform.
 *
 * @throws RegistryError
 */
export async function publishIndex({ repository, tag, images, push }: IndexOrder): Promise<string> {
    const entries = Object.entries(images).map(async ([platform, digest]) => {
        const document = await readDocument(repository, digest);
        return { platform, mediaType: mediaTypeOf(document), digest, size: document.bytes.length };
    });
    const index = imageIndex(await Promise.all(entries));
    const { digest } = descriptorOf(index);
    if (push && (await taggedDigest(repository, tag)) !== digest) {
        await pushManifest(repository, index, tag);
    }
    return digest;
}

async function taggedDigest(repository: RegistryClient, tag: string): Promise<string | undefined> {
    try {
        return (await readDocument(repository, tag)).digest;
    } catch (error) {
        if (isGone(error)) {
            return undefined;
        }
        throw error;
    }
}
