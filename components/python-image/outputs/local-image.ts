import { pipeline, type Readable } from "node:stream";
import type Docker from "dockerode";
import { extract } from "tar-stream";
import type { ImageFacts } from "./image-facts";
import { readSbom, sbomLayer } from "./sbom";

/** Longest entry of an exported image that is kept while reading: its documents, and the layer of the inventory. */
const mostBytes = 8 * 1024 * 1024;

interface Exported {
    /** Bytes of each file, links followed. */
    sizes: Map<string, number>;
    /** Contents of the small files. */
    contents: Map<string, Buffer>;
}

/**
 * Reads a local image as the engine exports it.
 *
 * @throws Error if the engine has no such image
 */
export async function readLocalImage(docker: Docker, id: string): Promise<ImageFacts> {
    const { sizes, contents } = await readExport((await docker.getImage(id).get()) as Readable);
    const json = (name: string) => JSON.parse(contents.get(name)?.toString("utf8") ?? "null");
    const { Config: configPath, Layers: layers } = json("manifest.json")[0] as { Config: string; Layers: string[] };
    const config = json(configPath) as {
        rootfs: { diff_ids: string[] };
        history: { created_by?: string; empty_layer?: boolean }[];
    };
    const measured = layers.map((name, place) => ({
        digest: config.rootfs.diff_ids[place] as string,
        compressedBytes: 0,
        unpackedBytes: sizes.get(name) as number,
    }));
    const inventory = contents.get(sbomLayer(config.history, layers) ?? "");
    return {
        size: {
            compressedBytes: 0,
            unpackedBytes: measured.reduce((sum, layer) => sum + layer.unpackedBytes, 0),
            layers: measured,
        },
        packages: inventory === undefined ? [] : ((await readSbom(inventory)) ?? []),
    };
}

async function readExport(stream: Readable): Promise<Exported> {
    const exported: Exported = { sizes: new Map(), contents: new Map() };
    const links = new Map<string, string>();
    const archive = extract();
    // Ends the archive too where the engine's connection breaks: else it would be waited for without end.
    pipeline(stream, archive, () => {});
    for await (const entry of archive) {
        const { name, type, size = 0, linkname } = entry.header;
        const chunks: Buffer[] = [];
        for await (const chunk of entry) {
            if (size <= mostBytes) {
                chunks.push(chunk as Buffer);
            }
        }
        if (type === "file") {
            exported.sizes.set(name, size);
            exported.contents.set(name, Buffer.concat(chunks));
        } else if (type === "symlink" && linkname) {
            links.set(name, new URL(linkname, `file:///${name}`).pathname.slice(1));
        }
    }
    for (const [name, target] of links) {
        exported.sizes.set(name, exported.sizes.get(target) ?? 0);
        exported.contents.set(name, exported.contents.get(target) ?? Buffer.alloc(0));
    }
    return exported;
}
