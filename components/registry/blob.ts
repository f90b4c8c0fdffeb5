import type { RegistryClient } from "./client";
import { ContentCheck, type Descriptor, readBytes } from "./content";

/** Longest blob that is read whole unless asked otherwise, in bytes. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Reads a small blob whole, its length and digest checked: the config of an image, or a document in a layer.
 *
 * @throws RegistryError, also if it is longer than `mostBytes`.
 */
export function readBlob(
    client: RegistryClient,
    descriptor: Pick<Descriptor, "digest" | "size">,
    mostBytes = MOST_BYTES,
): Promise<Buffer> {
    return client.read({ path: `blobs/${descriptor.digest}` }, async (found) => {
        const bytes = await readBytes(found, mostBytes);
        const check = new ContentCheck(descriptor);
        check.update(bytes);
        check.finish(found);
        return bytes;
    });
}
