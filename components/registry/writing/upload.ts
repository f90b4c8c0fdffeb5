import type { Found, RegistryClient } from "../client";
import { RegistryError } from "../error";

/** An upload that has begun. */
export interface Upload {
    /** Where it goes on. */
    at: URL;
    /** Shortest chunk that the registry takes, but for the last one, in bytes. */
    shortestChunk: number;
}

/** Speed, in bytes a millisecond, below which sending a blob is given up. */
const SLOWEST = 64;

/** Milliseconds in which so many bytes must have been sent. */
export function limitFor(bytes: number): number {
    return 60_000 + Math.ceil(bytes / SLOWEST);
}

/** Begins an upload. */
export function beginUpload(client: RegistryClient): Promise<Upload> {
    return client.ask(beginning(), (found) => begun(client, found));
}

function beginning() {
    return { method: "POST" as const, at: "blobs/uploads/", statuses: [202] };
}

async function begun(client: RegistryClient, found: Found): Promise<Upload> {
    await found.discard();
    return { at: locationOf(client, found), shortestChunk: Number(found.header("oci-chunk-min-length") ?? 0) };
}

/**
 * Begins an upload and takes it back: whether the login may push is known before anything is built.
 *
 * @throws RegistryError if it may not
 */
export async function tryUpload(client: RegistryClient): Promise<void> {
    const { at } = await client.askOnce(beginning(), (found) => begun(client, found));
    // Not all registries let an upload be taken back; they forget it by themselves.
    await client.askOnce({ method: "DELETE", at, statuses: [204] }, (found) => found.discard()).catch(() => {});
}

/**
 * Where an upload goes on: `Location`, which may be relative, and whose query belongs to the registry.
 *
 * @throws RegistryError if the answer does not say
 */
export function locationOf(client: RegistryClient, found: Found): URL {
    const location = found.header("location");
    if (location === undefined) {
        throw new RegistryError({
            method: "POST",
            url: found.url,
            status: found.status,
            code: "NO_LOCATION",
            message: "the answer does not say where the upload goes on",
            remedy: "Check that no proxy before the registry takes headers away.",
        });
    }
    return new URL(location, client.urlOf("blobs/uploads/"));
}

/** The location with the digest that ends an upload; what its query holds already may be signed, and stays as it is. */
export function withDigest(at: URL, digest: string): URL {
    const url = new URL(at);
    url.search = `${url.search}${url.search === "" ? "?" : "&"}digest=${encodeURIComponent(digest)}`;
    return url;
}
