import type { RegistryClient } from "../client";
import { RegistryError } from "../error";
import { type Blob, type OnSent, partOf } from "./blob";
import { pushInChunks } from "./push-chunks";
import { beginUpload, limitFor, withDigest } from "./upload";

/**
 * Whether the repository has a blob.
 *
 * @throws RegistryError
 */
export function hasBlob(client: RegistryClient, digest: string): Promise<boolean> {
    return client.ask({ method: "HEAD", at: `blobs/${digest}`, statuses: [200, 404] }, async (found) => {
        await found.discard();
        return found.status === 200;
    });
}

/**
 * Sends a blob: in one request; and where that breaks, or is too large for what stands before the registry, in chunks
 * that go on where the last one ended. The registry checks the digest.
 *
 * @throws RegistryError
 */
export async function pushBlob(client: RegistryClient, blob: Blob, onSent: OnSent = () => {}): Promise<void> {
    let broken = false;
    await client.patiently(async () => {
        if (!broken) {
            broken = true;
            return pushWhole(client, blob, onSent);
        }
        // It may have arrived, and only the answer was lost.
        return (await hasBlob(client, blob.digest)) ? undefined : pushInChunks(client, blob, onSent);
    });
}

async function pushWhole(client: RegistryClient, blob: Blob, onSent: OnSent): Promise<void> {
    const { at } = await beginUpload(client);
    const asked = {
        method: "PUT" as const,
        at: withDigest(at, blob.digest),
        headers: { "content-type": "application/octet-stream" },
        body: partOf(blob, 0, blob.size, onSent),
        limitMs: limitFor(blob.size),
        statuses: [201],
    };
    try {
        await client.askOnce(asked, (found) => found.discard());
    } catch (error) {
        if (!(error instanceof RegistryError && error.status === 413)) {
            throw error;
        }
        await pushInChunks(client, blob, onSent);
    }
}
