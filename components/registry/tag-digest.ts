import type { RegistryClient } from "./client";
import { isDigest } from "./content";
import { INDEXES, MANIFESTS, readDocument } from "./manifest-document";

/**
 * Digest of what a tag names now, be it an image or an index. Registries that limit how much is pulled do not count it.
 *
 * @throws RegistryError
 */
export async function tagDigest(client: RegistryClient, tag: string): Promise<string> {
    const headers = { accept: [...MANIFESTS, ...INDEXES].join(", ") };
    const asked = { method: "HEAD" as const, at: `manifests/${tag}`, headers, statuses: [200] };
    const named = await client.ask(asked, async (found) => {
        await found.discard();
        return found.header("docker-content-digest") ?? "";
    });
    return isDigest(named) ? named : (await readDocument(client, tag)).digest;
}
