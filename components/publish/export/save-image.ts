import { createHash } from "node:crypto";
import { pipeline, type Readable } from "node:stream";
import type Docker from "dockerode";
import { extract } from "tar-stream";
import { CodedError } from "../../errors/coded-error";
import { Spool } from "../layer/spool";
import { uncompressed } from "./uncompressed";

/** A layer of an image, as the engine has exported it; whoever gets it closes it. */
export interface SavedLayer {
    engineDiffId: string;
    spool: Spool;
}

/** Longest file of an exported image that is taken for one of its documents, in bytes. */
const LONGEST_DOCUMENT = 4 * 1024 * 1024;

/**
 * Exports an image and hands over those of its layers that are wanted, one after another, as soon as each is whole. It
 * reads what engines of all versions write, from either image store: layers are told by their content.
 *
 * @throws Error if the engine has no such image, or its archive lacks a layer
 */
export async function saveImage(
    engine: Docker,
    id: string,
    { wanted, all }: { wanted: ReadonlySet<string>; all: readonly string[] },
    take: (layer: SavedLayer) => void,
): Promise<void> {
    const stream = (await engine.getImage(id).get()) as Readable;
    const missing = new Set(wanted);
    // Newer engines name a layer by its content unless they keep it compressed: what is not wanted is passed over.
    const others = new Set(all.filter((id) => !wanted.has(id)).map((id) => `blobs/${id.replace(":", "/")}`));
    const archive = extract();
    // Ends the archive too where the engine's connection breaks: else it would be waited for without end.
    pipeline(stream, archive, () => {});
    for await (const entry of archive) {
        const { name, type, size = 0 } = entry.header;
        if (type !== "file" || others.has(name)) {
            entry.resume();
            continue;
        }
        const layer = await readLayer(entry as AsyncIterable<Buffer>, { mayBeDocument: size <= LONGEST_DOCUMENT });
        if (layer === undefined) {
            continue;
        }
        if (missing.delete(layer.engineDiffId)) {
            take(layer);
        } else {
            layer.spool.close();
        }
    }
    if (missing.size > 0) {
        throw new CodedError(
            "PI5003",
            `${id}: expected all layers in the engine's export, got none of ${[...missing].join(", ")}. ` +
                "Build it again; if that does not help, look at the engine's log.",
        );
    }
}

/** The content of an entry if it is a layer, compressed or not. */
async function readLayer(
    entry: AsyncIterable<Buffer>,
    { mayBeDocument }: { mayBeDocument: boolean },
): Promise<SavedLayer | undefined> {
    const spool = new Spool();
    const hash = createHash("sha256");
    try {
        for await (const part of uncompressed(entry)) {
            hash.update(part);
            spool.append(part);
        }
    } catch (error) {
        spool.close();
        throw error;
    }
    if (mayBeDocument && spool.size > 0 && spool.read(0, 1).toString("latin1") === "{") {
        spool.close();
        return undefined;
    }
    return { engineDiffId: `sha256:${hash.digest("hex")}`, spool };
}
