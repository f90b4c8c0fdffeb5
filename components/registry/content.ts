import { createHash, type Hash } from "node:crypto";
import type { Found } from "./client";
import { RegistryError } from "./error";

const DIGEST = /^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/** What a manifest says about a blob. */
export interface Descriptor {
    /** Media type of the blob. */
    mediaType: string;
    /** Digest of the blob, `sha256:…`. */
    digest: string;
    /** Length of the blob in bytes. */
    size: number;
}

/** Whether a text is a digest of the kinds that registries use. */
export function isDigest(text: string): boolean {
    return DIGEST.test(text);
}

/** Compares content with its digest, and its length where that is known, while it comes in. */
export class ContentCheck {
    readonly #hash: Hash;
    readonly #expected: { digest: string; size?: number };
    #bytes = 0;

    constructor(expected: { digest: string; size?: number }) {
        this.#expected = expected;
        this.#hash = createHash(expected.digest.split(":", 1)[0] ?? "sha256");
    }

    /** Takes the next part of the content. */
    update(part: Buffer): void {
        this.#hash.update(part);
        this.#bytes += part.length;
    }

    /** @throws RegistryError if what came in is not what was expected. */
    finish({ url, status }: Pick<Found, "url" | "status">): void {
        const { digest, size = this.#bytes } = this.#expected;
        const actual = `${digest.split(":", 1)[0]}:${this.#hash.digest("hex")}`;
        if (this.#bytes < size) {
            throw contentError(url, status, "TRUNCATED", `${this.#bytes} of ${size} bytes came`);
        }
        if (actual !== digest) {
            throw contentError(url, status, "DIGEST_MISMATCH", `the content has the digest ${actual}`);
        }
    }
}

/** Reads a body of at most so many bytes. */
export async function readBytes(found: Found, mostBytes: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let length = 0;
    for await (const part of found.body) {
        parts.push(part);
        length += part.length;
        if (length > mostBytes) {
            const message = `more than ${mostBytes} bytes`;
            const remedy = "Check that this is the image that was pushed.";
            throw new RegistryError({ method: "GET", url: found.url, code: "TOO_LARGE", message, remedy });
        }
    }
    return Buffer.concat(parts);
}

/** Content that is not what it should be; it may be right if it is read again. */
export function contentError(url: string, status: number, code: string, message: string): RegistryError {
    const remedy = "What stands between here and the registry changes what it sends: run it again, or go round it.";
    return new RegistryError({ method: "GET", url, status, code, message, remedy, transient: true });
}
