import { createHash } from "node:crypto";
import { isWebPage } from "./answer-error";
import type { Found, RegistryClient } from "./client";
import { ContentCheck, isDigest, readBytes } from "./content";
import { RegistryError } from "./error";

/** A manifest, or an index, byte for byte. */
export interface ManifestDocument {
    mediaType: string;
    bytes: Buffer;
}

/** A JSON object of which nothing is known. */
export type Json = { [key: string]: unknown };

/** A manifest, or an index, as a registry has answered it. */
export interface ReadDocument {
    /** The answer that it came with. */
    found: Found;
    body: Json;
    bytes: Buffer;
    /** Digest of its bytes, `sha256:…`. */
    digest: string;
}

/** Media types of the manifest of an image. */
export const MANIFESTS = [
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
];
/** Media types of an index of images. */
export const INDEXES = [
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
];
/** Longest manifest that registries have to accept, in bytes. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Reads a manifest or an index by its digest, which is checked, or by a tag.
 *
 * @throws RegistryError
 */
export function readDocument(client: RegistryClient, reference: string): Promise<ReadDocument> {
    const headers = { accept: [...MANIFESTS, ...INDEXES].join(", ") };
    return client.read({ path: `manifests/${reference}`, headers }, async (found) => {
        const bytes = await readBytes(found, MOST_BYTES);
        if (isWebPage(bytes.toString("utf8", 0, 100))) {
            throw malformed(found, "NOT_A_REGISTRY", "a web page instead of a manifest");
        }
        const digest = isDigest(reference) ? reference : digestOf(bytes);
        const check = new ContentCheck({ digest });
        check.update(bytes);
        check.finish(found);
        return { found, body: parse(found, bytes), bytes, digest };
    });
}

/** Digest of a document or a blob that is in memory, `sha256:…`. */
export function digestOf(bytes: Buffer): string {
    return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** What kind of document it is, in its own words or those of the answer. */
export function mediaTypeOf({ found, body }: Pick<ReadDocument, "found" | "body">): string {
    return String(body.mediaType ?? found.header("content-type")?.split(";", 1)[0]?.trim() ?? "");
}

/** A document that is not what it should be. */
export function malformed({ url, status }: Found, code: string, message: string): RegistryError {
    const remedy = "Check that the repository is an image's, and that nothing else answers in place of the registry.";
    return new RegistryError({ method: "GET", url, status, code, message, remedy });
}

function parse(found: Found, bytes: Buffer): Json {
    try {
        const body = JSON.parse(bytes.toString("utf8"));
        if (typeof body === "object" && body !== null) {
            return body;
        }
    } catch {
        // Reported below, like any other document that is no object.
    }
    throw malformed(found, "NOT_JSON", "the manifest is not a JSON object");
}
