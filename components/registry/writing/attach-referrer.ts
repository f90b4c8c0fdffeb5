import type { RegistryClient } from "../client";
import { type Descriptor, readBytes } from "../content";
import type { ManifestDocument } from "../manifest-document";
import { smallBlob } from "./blob";
import { hasBlob, pushBlob } from "./push-blob";
import { descriptorOf, isImmovable, pushManifest } from "./push-manifest";

/** A document about an image. */
export interface Referrer {
    /** What kind of document it is: `application/vnd.cyclonedx+json`. */
    mediaType: string;
    bytes: Buffer;
    /** Name of its file, for those who fetch it. */
    fileName: string;
}

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const INDEX = "application/vnd.oci.image.index.v1+json";
/** The config of what is no image, of the OCI image specification 1.1. */
const EMPTY = {
    mediaType: "application/vnd.oci.empty.v1+json",
    digest: "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
    size: 2,
};
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Attaches a document to an image, whose digest stays as it is. Where the registry does not list referrers by itself, an
 * index of them is kept under the tag `sha256-<digest>`, as the OCI distribution specification says; unless that tag is
 * immutable, when nothing lists the document.
 *
 * @returns whether it can be found from the image
 * @throws RegistryError
 */
export async function attachReferrer(
    client: RegistryClient,
    subject: Descriptor,
    referrer: Referrer,
): Promise<boolean> {
    const layer = descriptorOf(referrer);
    await sendMissing(client, EMPTY.digest, Buffer.from("{}"));
    await sendMissing(client, layer.digest, referrer.bytes);
    const document = json(MANIFEST, {
        schemaVersion: 2,
        mediaType: MANIFEST,
        artifactType: referrer.mediaType,
        config: EMPTY,
        layers: [{ ...layer, annotations: { "org.opencontainers.image.title": referrer.fileName } }],
        subject,
    });
    const pushed = await pushManifest(client, document);
    if (pushed.listedAsReferrer) {
        return true;
    }
    const { listedAsReferrer: _, ...descriptor } = pushed;
    return listUnderTag(client, subject.digest, { ...descriptor, artifactType: referrer.mediaType });
}

async function sendMissing(client: RegistryClient, digest: string, bytes: Buffer): Promise<void> {
    if (!(await hasBlob(client, digest))) {
        await pushBlob(client, smallBlob(digest, bytes));
    }
}

interface ReferrerDescriptor extends Descriptor {
    artifactType: string;
}

async function listUnderTag(client: RegistryClient, subject: string, entry: ReferrerDescriptor): Promise<boolean> {
    const tag = subject.replace(":", "-");
    const listed = await readList(client, tag);
    if (listed.some(({ digest }) => digest === entry.digest)) {
        return true;
    }
    // What was attached before by an older build of the same content stays; a registry's own tools may clean it up.
    const index = json(INDEX, { schemaVersion: 2, mediaType: INDEX, manifests: [...listed, entry] });
    try {
        await pushManifest(client, index, tag);
        return true;
    } catch (error) {
        if (isImmovable(error)) {
            return false;
        }
        throw error;
    }
}

function readList(client: RegistryClient, tag: string): Promise<Descriptor[]> {
    const asked = { method: "GET" as const, at: `manifests/${tag}`, headers: { accept: INDEX }, statuses: [200, 404] };
    return client.ask(asked, async (found) => {
        if (found.status === 404) {
            await found.discard();
            return [];
        }
        return JSON.parse((await readBytes(found, MOST_BYTES)).toString("utf8")).manifests ?? [];
    });
}

function json(mediaType: string, value: object): ManifestDocument {
    return { mediaType, bytes: Buffer.from(JSON.stringify(value)) };
}
