import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import type Docker from "dockerode";
import { type Header, pack } from "tar-stream";

/** An entry of a layer made by hand: what tar-stream takes, and its content. */
export type Entry = [header: Partial<Header> & { name: string }, content?: string | Buffer];

/** How an engine writes an image: the classic store of Docker 20.10, that of 25 and newer, and containerd's store. */
export const FORMS = ["20.10", "classic", "containerd"] as const;
export type Form = (typeof FORMS)[number];

/** A layer as a tar stream. */
export async function layerOf(entries: Entry[]): Promise<Buffer> {
    const archive = pack();
    for (const [header, content] of entries) {
        if (content === undefined) {
            archive.entry(header);
        } else {
            archive.entry(header, content);
        }
    }
    archive.finalize();
    return buffer(archive);
}

/** An image that an engine has. */
export interface FakeImage {
    layers: Buffer[];
    config?: { [name: string]: unknown };
    architecture?: string;
}

/** An engine that has images, and counts how often each was exported. */
export interface FakeEngine {
    engine: Docker;
    exported: string[];
}

/** An engine in the test's process that exports images in one of the forms. */
export function fakeEngine(images: { [id: string]: FakeImage }, form: Form = "classic"): FakeEngine {
    const exported: string[] = [];
    const getImage = (id: string) => {
        const { layers, config = {}, architecture = "amd64" } = images[id] ?? { layers: [] };
        return {
            inspect: async () => ({
                Id: id,
                Os: "linux",
                Architecture: architecture,
                Config: config,
                RootFS: { Type: "layers", Layers: layers.map(digestOf) },
            }),
            get: async () => {
                exported.push(id);
                return Readable.from(inPieces(await exportOf(layers, form)));
            },
        };
    };
    return { engine: { getImage } as unknown as Docker, exported };
}

/** Digest of some bytes, `sha256:…`. */
export function digestOf(bytes: Buffer): string {
    return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** What `docker save` writes. */
async function exportOf(layers: Buffer[], form: Form): Promise<Buffer> {
    const written = new Set<string>();
    const entries: Entry[] = [[{ name: "manifest.json" }, "[{}]"]];
    for (const [place, layer] of layers.entries()) {
        if (form === "20.10") {
            const twin = layers.findIndex((other) => other.equals(layer));
            const link = { name: `${place}/layer.tar`, type: "symlink" as const, linkname: `../${twin}/layer.tar` };
            entries.push(twin === place ? [{ name: `${place}/layer.tar` }, layer] : [link]);
        } else {
            const blob = form === "containerd" ? gzipSync(layer) : layer;
            const name = `blobs/sha256/${digestOf(blob).slice(7)}`;
            entries.push(...(written.has(name) ? [] : [[{ name }, blob] as Entry]));
            written.add(name);
        }
    }
    entries.push([{ name: "index.json" }, "{}"]);
    return layerOf(entries);
}

/** Pieces as small as a socket may give. */
function inPieces(bytes: Buffer): Buffer[] {
    const length = 1000;
    return Array.from({ length: Math.ceil(bytes.length / length) }, (_, place) =>
        bytes.subarray(place * length, (place + 1) * length),
    );
}
