import type { Found, RegistryClient } from "../client";
import { RegistryError } from "../error";
import { type Blob, type OnSent, partOf } from "./blob";
import { beginUpload, limitFor, locationOf, withDigest } from "./upload";

/** Length of a chunk, in bytes. */
const CHUNK = 16 * 1024 * 1024;

/**
 * Sends a blob in chunks. One that breaks goes on from where the registry has it.
 *
 * @throws RegistryError
 */
export async function pushInChunks(client: RegistryClient, blob: Blob, onSent: OnSent): Promise<void> {
    const begun = await beginUpload(client);
    const length = Math.max(CHUNK, begun.shortestChunk);
    let at = begun.at;
    let start = 0;
    while (start < blob.size) {
        let broken = false;
        await client.patiently(async () => {
            if (broken) {
                ({ at, start } = await whereItEnded(client, at));
            }
            const end = Math.min(start + length, blob.size);
            if (start < end) {
                broken = true;
                at = await pushChunk(client, { at, blob, start, end, onSent });
                start = end;
            }
        });
    }
    const asked = { method: "PUT" as const, at: withDigest(at, blob.digest), statuses: [201] };
    await client.askOnce(asked, (found) => found.discard());
}

interface Chunk {
    at: URL;
    blob: Blob;
    start: number;
    end: number;
    onSent: OnSent;
}

function pushChunk(client: RegistryClient, { at, blob, start, end, onSent }: Chunk): Promise<URL> {
    const asked = {
        method: "PATCH" as const,
        at,
        headers: { "content-type": "application/octet-stream", "content-range": `${start}-${end - 1}` },
        body: partOf(blob, start, end, onSent),
        limitMs: limitFor(end - start),
        statuses: [202],
    };
    return client.askOnce(asked, async (found) => {
        await found.discard();
        return locationOf(client, found);
    });
}

/** Asks how much of an upload the registry has. */
function whereItEnded(client: RegistryClient, at: URL): Promise<{ at: URL; start: number }> {
    return client.ask({ method: "GET", at, statuses: [204, 404] }, async (found) => {
        await found.discard();
        if (found.status === 404) {
            throw new RegistryError({ ...forgotten(found), transient: true });
        }
        const last = Number(/^(?:bytes=)?0-(\d+)$/.exec(found.header("range") ?? "")?.[1] ?? 0);
        const location = found.header("location");
        return {
            at: location === undefined ? at : locationOf(client, found),
            // Nothing and one byte look alike: both are sent from the beginning.
            start: last === 0 ? 0 : last + 1,
        };
    });
}

function forgotten({ url, status }: Found) {
    const remedy = "Run it again; if that does not help, look at the registry's log.";
    return { method: "GET", url, status, code: "BLOB_UPLOAD_UNKNOWN", message: "the upload is not known", remedy };
}
