import { isWebPage } from "./answer-error";
import type { Found, RegistryClient } from "./client";
import { ContentCheck, type Descriptor, isDigest, readBytes } from "./content";
import { RegistryError } from "./error";

/** Manifest of one image. */
export interface Manifest {
    /** Digest of the manifest, `sha256:…`. */
    digest: string;
    /** The image's configuration, a JSON document. */
    config: Descriptor;
    /** The layers from the base upwards. */
    layers: Descriptor[];
}

/** Longest manifest that registries have to accept, in bytes. */
const MOST_BYTES = 4 * 1024 * 1024;
const MANIFESTS = [
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
];
const INDEXES = [
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
];
const ACCEPT = { accept: [...MANIFESTS, ...INDEXES].join(", ") };

/**
 * Reads the manifest of an image by its digest, its hash checked over the bytes that came. An index is resolved to its
 * entry of the platform.
 *
 * @throws RegistryError
 */
export function readManifest(client: RegistryClient, digest: string, platform = "linux/amd64"): Promise<Manifest> {
    return readOne(client, digest, async (found, body) => {
        if (INDEXES.includes(mediaTypeOf(found, body))) {
            const entry = entryOf(found, body, platform);
            return readOne(client, entry, async (inner, manifest) => manifestOf(inner, manifest, entry));
        }
        return manifestOf(found, body, digest);
    });
}

async function readOne<T>(
    client: RegistryClient,
    digest: string,
    understand: (found: Found, body: Json) => Promise<T>,
): Promise<T> {
    const { found, body } = await client.read({ path: `manifests/${digest}`, headers: ACCEPT }, async (answer) => {
        const bytes = await readBytes(answer, MOST_BYTES);
        if (isWebPage(bytes.toString("utf8", 0, 100))) {
            throw malformed(answer, "NOT_A_REGISTRY", "a web page instead of a manifest");
        }
        const check = new ContentCheck({ digest });
        check.update(bytes);
        check.finish(answer);
        return { found: answer, body: parse(answer, bytes) };
    });
    return understand(found, body);
}

type Json = { [key: string]: unknown };

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

function mediaTypeOf(found: Found, body: Json): string {
    return String(body.mediaType ?? found.header("content-type")?.split(";", 1)[0]?.trim() ?? "");
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
    if (!MANIFESTS.includes(mediaTypeOf(found, body)) || !config || !Array.isArray(body.layers)) {
        throw malformed(
            found,
            "NOT_AN_IMAGE",
            `a document of the type "${mediaTypeOf(found, body)}" instead of an image`,
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

function malformed({ url, status }: Found, code: string, message: string): RegistryError {
    const remedy = "Check that the repository is an image's, and that nothing else answers in place of the registry.";
    return new RegistryError({ method: "GET", url, status, code, message, remedy });
}
