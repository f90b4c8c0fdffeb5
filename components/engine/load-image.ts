import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import type Docker from "dockerode";
import { type Pack, pack } from "tar-stream";

/** A layer that an engine is given, compressed or not. */
export interface LoadedLayer {
    /** Bytes that `open` gives. */
    size: number;
    open(): Promise<AsyncIterable<Buffer>>;
}

/** An image that an engine is given. */
export interface LoadedImage {
    /** Name that it gets there. */
    name: string;
    /** Its configuration: settings, and digests of the layers as tar streams. */
    config: object;
    /** From the base upwards; undefined for one that the engine has. */
    layers: (LoadedLayer | undefined)[];
}

/**
 * Gives an engine an image, streamed through this program in the form of `docker save`.
 *
 * @throws Error if a layer breaks off, or with the engine's words if it does not take the image
 */
export async function loadImage(docker: Docker, image: LoadedImage): Promise<void> {
    const archive = pack();
    const broken = new AbortController();
    const sent = writeImage(archive, image).catch((error) => {
        // The request would wait for the rest without end.
        broken.abort(error);
        throw error;
    });
    const taken = docker.loadImage(Readable.from(archive), { abortSignal: broken.signal });
    const [answer] = await Promise.all([taken, sent]);
    const said = await text(answer as Readable);
    const failure = said
        .split(/\r?\n/)
        .filter((line) => line.trim() !== "")
        .map((line) => JSON.parse(line) as { error?: string })
        .find(({ error }) => error !== undefined);
    if (failure !== undefined) {
        throw new Error(failure.error);
    }
}

async function writeImage(archive: Pack, { name, config, layers }: LoadedImage): Promise<void> {
    const document = Buffer.from(JSON.stringify(config));
    const configName = `${createHash("sha256").update(document).digest("hex")}.json`;
    const names = layers.map((_, place) => `${place}/layer.tar`);
    await writeEntry(archive, configName, document);
    for (const [place, layer] of layers.entries()) {
        if (layer === undefined) {
            continue;
        }
        const entry = archive.entry({ name: names[place] as string, size: layer.size });
        await pipeline(await layer.open(), entry);
    }
    const manifest = [{ Config: configName, RepoTags: [name], Layers: names }];
    await writeEntry(archive, "manifest.json", Buffer.from(JSON.stringify(manifest)));
    archive.finalize();
}

function writeEntry(archive: Pack, name: string, content: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
        archive.entry({ name }, content, (error) => (error ? reject(error) : resolve()));
    });
}
