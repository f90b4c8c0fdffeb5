import { pipeline, Readable } from "node:stream";
import * as zlib from "node:zlib";
import { Decompress } from "fzstd";

const GZIP = Buffer.from([0x1f, 0x8b]);
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** A stream without its compression, gzip or zstd, which is told from how it begins. */
export async function* uncompressed(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const parts = source[Symbol.asyncIterator]();
    const first: Buffer[] = [];
    for (let length = 0; length < ZSTD.length; ) {
        const { value, done } = await parts.next();
        if (done === true) {
            break;
        }
        first.push(value);
        length += value.length;
    }
    const head = Buffer.concat(first);
    const whole = rejoined(head, parts);
    if (head.subarray(0, GZIP.length).equals(GZIP)) {
        yield* pipeline(Readable.from(whole), zlib.createGunzip(), () => {});
    } else if (head.subarray(0, ZSTD.length).equals(ZSTD)) {
        yield* unpackZstd(whole);
    } else {
        yield* whole;
    }
}

async function* rejoined(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
    yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
        yield next.value;
    }
}

async function* unpackZstd(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let unpacked: Buffer[] = [];
    const unpacker = new Decompress((part) => unpacked.push(Buffer.from(part)));
    for await (const part of source) {
        unpacker.push(part);
        yield* unpacked;
        unpacked = [];
    }
    unpacker.push(new Uint8Array(0), true);
    yield* unpacked;
}
