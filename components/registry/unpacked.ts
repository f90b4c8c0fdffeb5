import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Decompress } from "fzstd";
import type { Found, RegistryClient } from "./client";
import { ContentCheck, contentError, type Descriptor } from "./content";

/** Length of the field at the end of a gzip member that holds the length of what it unpacks to, modulo 2^32. */
const ISIZE_BYTES = 4;
/** Length of a gzip member of nothing. */
const SHORTEST_GZIP = 20;
/**
 * Blobs from this length on may unpack to 4 GiB and more, where that field starts again at 0: what is in images is
 * compressed to no less than a quarter.
 */
const DOUBTFUL_BYTES = 1024 ** 3;
/** Speed, in bytes a millisecond, below which reading a whole blob is given up. */
const SLOWEST = 250;

/**
 * Length of a layer as a tar stream, in bytes. For gzip one small ranged request is enough; zstd, gzip of several
 * members, and blobs of 1 GiB and more are read whole and unpacked, and their digest is checked.
 *
 * @throws RegistryError
 */
export async function unpackedBytes(client: RegistryClient, layer: Descriptor): Promise<number> {
    if (/[.+]zstd$/.test(layer.mediaType)) {
        return countUnpacked(client, layer, countZstd);
    }
    if (!/[.+]gzip$/.test(layer.mediaType)) {
        return layer.size;
    }
    const length =
        layer.size >= SHORTEST_GZIP && layer.size < DOUBTFUL_BYTES ? await readIsize(client, layer) : undefined;
    // Tar pads with zeros, so a layer never grows when it is compressed: a smaller value is that of a last small member.
    return length === undefined || length < layer.size * 0.99 - 1024 ? countUnpacked(client, layer, countGzip) : length;
}

function readIsize(client: RegistryClient, { digest, size }: Descriptor): Promise<number> {
    const range = `bytes=${size - ISIZE_BYTES}-${size - 1}`;
    const wanted = { path: `blobs/${digest}`, headers: { range }, limitMs: Math.ceil(size / SLOWEST) };
    return client.read(wanted, async (found) => {
        // A server may ignore the range and send everything: then it is the end of that, all of it checked.
        const partial = found.status === 206;
        const check = new ContentCheck({ digest, size });
        let tail: Buffer = Buffer.alloc(0);
        let length = 0;
        for await (const part of found.body) {
            check.update(part);
            length += part.length;
            tail = Buffer.concat([tail, part]).subarray(-ISIZE_BYTES);
        }
        if (!partial) {
            check.finish(found);
        } else if (length !== ISIZE_BYTES || !isRange(found.header("content-range"), size)) {
            throw contentError(found.url, found.status, "WRONG_RANGE", `not the last ${ISIZE_BYTES} of ${size} bytes`);
        }
        return tail.readUInt32LE(0);
    });
}

function isRange(header: string | undefined, size: number): boolean {
    const [, first, last, total] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(header ?? "") ?? [];
    return (
        Number(first) === size - ISIZE_BYTES && Number(last) === size - 1 && (total === "*" || Number(total) === size)
    );
}

type Count = (source: AsyncIterable<Buffer>) => Promise<number>;

function countUnpacked(client: RegistryClient, layer: Descriptor, count: Count): Promise<number> {
    const wanted = { path: `blobs/${layer.digest}`, limitMs: Math.ceil(layer.size / SLOWEST) };
    return client.read(wanted, async (found: Found) => {
        const check = new ContentCheck(layer);
        const length = await count(checked(found.body, check));
        check.finish(found);
        return length;
    });
}

async function* checked(body: AsyncIterable<Buffer>, check: ContentCheck): AsyncGenerator<Buffer> {
    for await (const part of body) {
        check.update(part);
        yield part;
    }
}

async function countGzip(source: AsyncIterable<Buffer>): Promise<number> {
    let length = 0;
    await pipeline(source, createGunzip(), async (unpacked: AsyncIterable<Buffer>) => {
        for await (const part of unpacked) {
            length += part.length;
        }
    });
    return length;
}

async function countZstd(source: AsyncIterable<Buffer>): Promise<number> {
    let length = 0;
    const unpacker = new Decompress((part) => {
        length += part.length;
    });
    try {
        for await (const part of source) {
            unpacker.push(part);
        }
        unpacker.push(new Uint8Array(0), true);
    } catch (error) {
        // fzstd numbers its errors; Node's own zlib calls them so.
        const own = error instanceof Error && typeof (error as { code?: unknown }).code === "number";
        throw own ? Object.assign(error, { code: "Z_DATA_ERROR" }) : error;
    }
    return length;
}
