import type { Found, RegistryClient } from "../client";
import { contentError, type Descriptor } from "../content";
import { RegistryError } from "../error";
import { digestOf, type ManifestDocument, readDocument } from "../manifest-document";

/** What a registry has done with a manifest. */
export interface PushedManifest extends Descriptor {
    /** Whether the registry itself lists it as a referrer of its subject. */
    listedAsReferrer: boolean;
}

/** What says that a tag is there and cannot be moved; statuses differ (400, 403, 409, 412). */
const IMMUTABLE = /immutable|already exists|cannot be overwritten|TAG_INVALID|ImageTagAlreadyExists/i;

/** The descriptor of a document. */
export function descriptorOf({ mediaType, bytes }: ManifestDocument): Descriptor {
    return { mediaType, digest: digestOf(bytes), size: bytes.length };
}

/**
 * Puts a manifest under a tag, or under its digest where `tag` is undefined. An immutable tag that names it already is as
 * good as one that was written.
 *
 * @throws RegistryError
 */
export async function pushManifest(
    client: RegistryClient,
    document: ManifestDocument,
    tag?: string,
): Promise<PushedManifest> {
    const descriptor = descriptorOf(document);
    const asked = {
        method: "PUT" as const,
        at: `manifests/${tag ?? descriptor.digest}`,
        headers: { "content-type": document.mediaType },
        body: {
            size: document.bytes.length,
            async *open() {
                yield document.bytes;
            },
        },
        statuses: [200, 201, 202],
    };
    try {
        return await client.ask(asked, async (found) => {
            await found.discard();
            checkDigest(found, descriptor.digest);
            return { ...descriptor, listedAsReferrer: found.header("oci-subject") !== undefined };
        });
    } catch (error) {
        if (tag === undefined || !isRefusal(error)) {
            throw error;
        }
        const there = await readDocument(client, tag).then(
            ({ digest }) => digest,
            () => undefined,
        );
        if (there === descriptor.digest) {
            return { ...descriptor, listedAsReferrer: false };
        }
        throw IMMUTABLE.test(error.message) ? immovable(error, tag, there) : error;
    }
}

/** Whether a tag could not be written because it is there already and immutable. */
export function isImmovable(error: unknown): boolean {
    return error instanceof RegistryError && error.code === "TAG_IMMUTABLE";
}

function isRefusal(error: unknown): error is RegistryError {
    return error instanceof RegistryError && error.status !== undefined && error.status >= 400 && error.status < 500;
}

function checkDigest(found: Found, digest: string): void {
    const named = found.header("docker-content-digest");
    if (named !== undefined && named !== digest) {
        throw contentError(found.url, found.status, "DIGEST_MISMATCH", `the registry has stored it as ${named}`);
    }
}

function immovable({ method, url, status }: RegistryError, tag: string, there: string | undefined): RegistryError {
    return new RegistryError({
        method,
        url,
        status,
        code: "TAG_IMMUTABLE",
        message: `the tag "${tag}" is immutable and names another image${there === undefined ? "" : `, ${there}`}`,
        remedy: 'Leave out "tag", so that each content gets a tag of its own, or let the repository\'s tags be moved.',
    });
}
