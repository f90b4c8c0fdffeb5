import type { Descriptor } from "../../registry/content";
import type { ManifestDocument } from "../../registry/manifest-document";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";

/** The manifest of an image, as its bytes. */
export function imageManifest(config: Descriptor, layers: Descriptor[]): ManifestDocument {
    const document = {
        schemaVersion: 2,
        mediaType: MANIFEST,
        config: plain(config),
        layers: layers.map(plain),
    };
    return { mediaType: MANIFEST, bytes: Buffer.from(JSON.stringify(document)) };
}

/** A layer of another image may be of Docker's media type: what is in it is the same. */
function plain({ mediaType, digest, size }: Descriptor): Descriptor {
    const docker = "application/vnd.docker.image.rootfs.diff.tar.gzip";
    return {
        mediaType: mediaType === docker ? "application/vnd.oci.image.layer.v1.tar+gzip" : mediaType,
        digest,
        size,
    };
}
