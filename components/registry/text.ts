import type { Readable } from "node:stream";

/** Longest error, or answer of a token service, that is read, in bytes. */
const LONGEST = 64 * 1024;

/** Beginning of a body as text: an error, or the answer of a token service. */
export async function readText(body: Readable): Promise<string> {
    const parts: Buffer[] = [];
    let length = 0;
    for await (const part of body) {
        parts.push(part);
        length += part.length;
        if (length >= LONGEST) {
            break;
        }
    }
    return Buffer.concat(parts).subarray(0, LONGEST).toString("utf8");
}
