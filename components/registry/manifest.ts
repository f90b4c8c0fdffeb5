import type { Found, RegistryClient } from "./client";
import { type Descriptor, isDigest } from "./content";
import { INDEXES, type Json, MANIFESTS, malformed, mediaTypeOf, readDocument } from "./manifest-document";

/** Manifest of one image. */
export interface Manifest {
    /** Digest of the manifest, `sha256:…`. */
    digest: string;
    /** The image's configuration, a JSON document. */
    config: Descriptor;
    /** The layers from the base upwards. */
    layers: Descriptor[];
}

/**
 * Reads the manifest of an image by its digest, its hash checked over the bytes that came. An index is resolved to its
 * entry of the platform.
 *
 * @throws RegistryError
 */
export async function readManifest(
    client: RegistryClient,
    digest: string,
    platform = "linux/amd64",
): Promise<Manifest> {
    const { found, body } = await readDocument(client, digest);
    if (INDEXES.includes(mediaTypeOf({ found, body }))) {
        const entry = entryOf(found, body, platform);
        const inner = await readDocument(client, entry);
        return manifestOf(inner.found, inner.body, entry);
    }
    return manifestOf(found, body, digest);
}

/** What a tag names: an image, or an index of images. */
export interface Tagged {
    /** Digest of what the tag names, `sha256:…`. */
    digest: string;
    /** The image itself; with an index its entry of the platform. */
    manifest: Manifest;
}

/**
 * Reads the manifest of the image that a tag names now. An index is resolved to its entry of the platform.
 *
 * @throws RegistryError
 */
export async function readTagged(client: RegistryClient, tag: string, platform = "linux/amd64"): Promise<Tagged> {
    const { found, body, digest } = await readDocument(client, tag);
    const manifest = INDEXES.includes(mediaTypeOf({ found, body }))
        ? await readManifest(client, entryOf(found, body, platform), platform)
        : manifestOf(found, body, digest);
    return { digest, manifest };
}

function entryOf(found: Found, body: Json, platform: string): string {
    const entries = list(body.manifests).map(({ digest, platform: at }) => {
        const { os, architecture, variant } = (at ?? {}) as Json;
        const plain = `${os}/${architecture}`;
        return { digest, plain, whole: variant ? `${plain}/${variant}` : plain };
    });
    const entry =
        entries.find(({ whole }) => whole === platform) ??
        entries.find(({ plain, whole }) => plain === platform || (plain === whole && platform.startsWith(`${plain}/`)));
    if (typeof entry?.digest !== "string" || !isDigest(entry.digest)) {
        const names = entries.map(({ whole }) => whole).join(", ");
        throw malformed(
            found,
            "NO_PLATFORM",
            `the index has no image for ${platform}, but for ${names || "no platform"}`,
        );
    }
    return entry.digest;
}

function manifestOf(found: Found, body: Json, digest: string): Manifest {
    const config = descriptor(body.config);
    const layers = list(body.layers).map(descriptor);
    if (!MANIFESTS.includes(mediaTypeOf({ found, body })) || !config || !Array.isArray(body.layers)) {
        throw malformed(
            found,
            "NOT_AN_IMAGE",
            `a document of the type "${mediaTypeOf({ found, body })}" instead of an image`,
        );
    }
    if (!layers.every((layer) => layer !== undefined)) {
        throw malformed(found, "NOT_AN_IMAGE", "a layer without digest or size");
    }
    return { digest, config, layers };
}

function descriptor(value: unknown): Descriptor | undefined {
    const { mediaType, digest, size } = (value ?? {}) as Json;
    const right = typeof digest === "string" && isDigest(digest) && Number.isSafeInteger(size) && Number(size) >= 0;
    return right ? { mediaType: String(mediaType ?? ""), digest, size: Number(size) } : undefined;
}

function list(value: unknown): Json[] {
    return Array.isArray(value) ? value : [];
}
