import { createHash, randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";

/** A blob with what a manifest says about it. */
export interface Blob {
    mediaType: string;
    digest: string;
    size: number;
    bytes: Buffer;
}

/** An image made by hand, to be pushed without a Docker Engine. */
export interface HandmadeImage {
    digest: string;
    manifest: Buffer;
    mediaType: string;
    config: Blob;
    layers: Blob[];
    /** Length of each layer as a tar stream: what it was before it was compressed. */
    unpackedBytes: number[];
}

/** One layer: its content as a tar stream, and how it is sent. */
export interface HandmadeLayer {
    tar: Buffer;
    /** Media type of the layer. Defaults to OCI's gzip. */
    mediaType?: string;
    /** What the tar stream is sent as. Defaults to gzip. */
    compress?: (tar: Buffer) => Buffer;
}

export const OCI = {
    manifest: "application/vnd.oci.image.manifest.v1+json",
    index: "application/vnd.oci.image.index.v1+json",
    config: "application/vnd.oci.image.config.v1+json",
    layer: "application/vnd.oci.image.layer.v1.tar",
};
export const DOCKER = {
    manifest: "application/vnd.docker.distribution.manifest.v2+json",
    index: "application/vnd.docker.distribution.manifest.list.v2+json",
    config: "application/vnd.docker.container.image.v1+json",
    layer: "application/vnd.docker.image.rootfs.diff.tar",
};

/** Digest of some bytes. */
export function sha256(bytes: Buffer): string {
    return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** Something like a tar stream: half noise, half zeros, in blocks of 512 bytes. */
export function tarLike(blocks: number): Buffer {
    const bytes = Buffer.alloc(blocks * 512);
    randomBytes(Math.floor(blocks / 2) * 512).copy(bytes);
    return bytes;
}

/** Puts an image together. `history` names the instructions that made it, as an engine records them. */
export function makeImage(
    layers: HandmadeLayer[],
    types: typeof OCI | typeof DOCKER = OCI,
    history: { created_by: string; empty_layer?: boolean }[] = [],
    more: { architecture?: string; labels?: { [name: string]: string } } = {},
): HandmadeImage {
    const gzipType = types === OCI ? `${types.layer}+gzip` : `${types.layer}.gzip`;
    const blobs = layers.map(({ tar, mediaType = gzipType, compress = (plain) => gzipSync(plain) }) =>
        blobOf(mediaType, compress(tar)),
    );
    const diffIds = layers.map(({ tar }) => sha256(tar));
    const document = {
        architecture: more.architecture ?? "amd64",
        os: "linux",
        config: { Env: ["PATH=/bin"], ...(more.labels === undefined ? {} : { Labels: more.labels }) },
        rootfs: { type: "layers", diff_ids: diffIds },
        ...(history.length === 0 ? {} : { history }),
    };
    const config = blobOf(types.config, Buffer.from(JSON.stringify(document)));
    const described = { config: describe(config), layers: blobs.map(describe) };
    const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: types.manifest, ...described }));
    const unpackedBytes = layers.map(({ tar }) => tar.length);
    return { digest: sha256(manifest), manifest, mediaType: types.manifest, config, layers: blobs, unpackedBytes };
}

/** Pushes an image over the registry's API, as `docker push` does. */
export async function pushImage(
    host: string,
    repository: string,
    image: HandmadeImage,
    authorization?: string,
): Promise<void> {
    for (const blob of [image.config, ...image.layers]) {
        const upload = await send("POST", `http://${host}/v2/${repository}/blobs/uploads/`, authorization);
        const url = new URL(upload.headers.get("location") ?? "", `http://${host}`);
        url.searchParams.set("digest", blob.digest);
        await send("PUT", url.href, authorization, blob.bytes);
    }
    const url = `http://${host}/v2/${repository}/manifests/${image.digest}`;
    await send("PUT", url, authorization, image.manifest, image.mediaType);
}

async function send(
    method: string,
    url: string,
    authorization: string | undefined,
    body?: Buffer,
    type = "application/octet-stream",
): Promise<Response> {
    const headers = { "content-type": type, ...(authorization === undefined ? {} : { authorization }) };
    const response = await fetch(url, { method, headers, body: body ? new Uint8Array(body) : null });
    if (!response.ok) {
        throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
    }
    return response;
}

function blobOf(mediaType: string, bytes: Buffer): Blob {
    return { mediaType, digest: sha256(bytes), size: bytes.length, bytes };
}

function describe({ mediaType, digest, size }: Blob): Omit<Blob, "bytes"> {
    return { mediaType, digest, size };
}
