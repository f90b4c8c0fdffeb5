import type { RegistryClient } from "../client";
import type { Descriptor } from "../content";
import type { Blob, OnSent } from "./blob";
import { mountBlob } from "./mount-blob";
import { hasBlob, pushBlob } from "./push-blob";
import { limitFor } from "./upload";

/**
 * Sees to it that a repository has a blob of another one: mounted if both are of one registry, else streamed through
 * this program.
 *
 * @returns bytes that were sent
 * @throws RegistryError
 */
export async function copyBlob(
    client: RegistryClient,
    blob: Descriptor,
    from: RegistryClient,
    onSent?: OnSent,
): Promise<number> {
    if ((await hasBlob(client, blob.digest)) || (await mountBlob(client, blob.digest, from.repository))) {
        return 0;
    }
    await pushBlob(client, blobOf(from, blob), onSent);
    return blob.size;
}

/** A blob of a repository, to be sent to another. The receiving registry checks the digest of the whole. */
function blobOf(from: RegistryClient, { digest, size }: Descriptor): Blob {
    return {
        digest,
        size,
        async *open(start, end) {
            const whole = start === 0 && end === size;
            const found = await from.ask(
                {
                    method: "GET",
                    at: `blobs/${digest}`,
                    ...(whole ? {} : { headers: { range: `bytes=${start}-${end - 1}` } }),
                    limitMs: limitFor(end - start),
                    statuses: whole ? [200] : [200, 206],
                },
                async (answer) => answer,
            );
            yield* section(found.body, found.status === 206 ? 0 : start, end - start);
        },
    };
}

/** Bytes of a stream: `length` of them, after so many that are passed over. */
async function* section(body: AsyncIterable<Buffer>, passedOver: number, length: number): AsyncGenerator<Buffer> {
    let ahead = passedOver;
    let left = length;
    for await (const part of body) {
        const rest = part.subarray(Math.min(ahead, part.length), ahead + left);
        ahead -= Math.min(ahead, part.length);
        left -= rest.length;
        if (rest.length > 0) {
            yield rest;
        }
        if (left === 0) {
            break;
        }
    }
}
