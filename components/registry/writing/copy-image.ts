import type { RegistryClient } from "../client";
import type { Descriptor } from "../content";
import { mediaTypeOf, readDocument } from "../manifest-document";
import type { OnSent } from "./blob";
import { copyBlob } from "./copy-blob";
import { pushManifest } from "./push-manifest";

/** What is copied, and from where. */
export interface CopyOrder {
    /** The repository that has it, opened for reading. */
    from: RegistryClient;
    /** Digest of the image, or of an index of images. */
    digest: string;
    /** Tag that it gets; none by default. */
    tag?: string;
    onSent?: OnSent;
}

/**
 * Copies an image, or an index with all of its images, under the same digest: blobs are mounted where both repositories
 * are of one registry. What anybody could deploy comes last, so that a copy that was cut off leaves nothing wrong.
 *
 * @returns bytes of blobs that were sent
 * @throws RegistryError
 */
export async function copyImage(client: RegistryClient, { from, digest, tag, onSent }: CopyOrder): Promise<number> {
    const document = await readDocument(from, digest);
    const {
        manifests,
        config,
        layers = [],
    } = JSON.parse(document.bytes.toString("utf8")) as Partial<{
        manifests: Descriptor[];
        config: Descriptor;
        layers: Descriptor[];
    }>;
    let sent = 0;
    for (const inner of manifests ?? []) {
        sent += await copyImage(client, { from, digest: inner.digest, ...(onSent === undefined ? {} : { onSent }) });
    }
    const blobs = new Map([...layers, ...(config ? [config] : [])].map((blob) => [blob.digest, blob]));
    const copied = [...blobs.values()].map((blob) => copyBlob(client, blob, from, onSent));
    sent += (await Promise.all(copied)).reduce((sum, bytes) => sum + bytes, 0);
    await pushManifest(client, { mediaType: mediaTypeOf(document), bytes: document.bytes }, tag);
    return sent;
}
