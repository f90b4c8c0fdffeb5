import type { RegistryClient } from "../client";
import { RegistryError } from "../error";
import type { Repository } from "../reference";
import { locationOf } from "./upload";

/**
 * Has the registry take a blob from another of its repositories. Answers false where it does not: then the blob has to
 * be sent.
 *
 * @throws RegistryError
 */
export async function mountBlob(client: RegistryClient, digest: string, from: Repository): Promise<boolean> {
    if (from.host !== client.repository.host) {
        return false;
    }
    client.readAlso(from.path);
    const at = `blobs/uploads/?mount=${encodeURIComponent(digest)}&from=${encodeURIComponent(from.path)}`;
    try {
        return await client.ask({ method: "POST", at, statuses: [201, 202] }, async (found) => {
            await found.discard();
            if (found.status === 202) {
                await abandon(client, locationOf(client, found));
            }
            return found.status === 201;
        });
    } catch (error) {
        // Some refuse what they cannot mount; whether the blob may be sent is told when it is sent.
        if (error instanceof RegistryError && [400, 403, 404, 405].includes(error.status ?? 0)) {
            return false;
        }
        throw error;
    }
}

/** Ends an upload that a registry has begun in place of a mount; it would end by itself some day. */
async function abandon(client: RegistryClient, at: URL): Promise<void> {
    const asked = { method: "DELETE" as const, at, statuses: [200, 202, 204, 404, 405] };
    await client.askOnce(asked, (found) => found.discard()).catch(() => undefined);
}
