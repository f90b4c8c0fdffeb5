import { closeSync, existsSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CodedError } from "../../errors/coded-error";
import type { Archive } from "../tar/read-entries";

/** Length of a part, in bytes. */
const PART = 256 * 1024;

/**
 * A file on the disk for what is too large for memory. It has no name, so that it vanishes with the program however that
 * ends.
 */
export class Spool implements Archive {
    /** Bytes that are in it. */
    size = 0;
    readonly #file: number;
    readonly #folder: string;

    /** @throws Error if there is no room for it */
    constructor() {
        this.#folder = mkdtempSync(join(spoolFolder(), "python-image-"));
        this.#file = openSync(join(this.#folder, "layer"), "wx+", 0o600);
        if (process.platform !== "win32") {
            rmSync(this.#folder, { recursive: true });
        }
    }

    /** @throws Error if the disk is full */
    append(bytes: Buffer): void {
        for (let done = 0; done < bytes.length; ) {
            done += this.#write(bytes.subarray(done));
        }
        this.size += bytes.length;
    }

    read(start: number, length: number): Buffer {
        const bytes = Buffer.allocUnsafe(length);
        this.readInto(bytes, start);
        return bytes;
    }

    readInto(target: Buffer, start: number): void {
        for (let done = 0; done < target.length; ) {
            const count = readSync(this.#file, target, done, target.length - done, start + done);
            if (count === 0) {
                throw new Error(`expected ${target.length} bytes at ${start} of a layer of ${this.size}, got ${done}`);
            }
            done += count;
        }
    }

    /** The bytes from `start` up to, and without, `end`, a part at a time. */
    async *parts(start: number, end: number): AsyncGenerator<Buffer> {
        for (let place = start; place < end; place += PART) {
            yield this.read(place, Math.min(PART, end - place));
        }
    }

    /** Gives its room on the disk back. */
    close(): void {
        closeSync(this.#file);
        rmSync(this.#folder, { recursive: true, force: true });
    }

    #write(bytes: Buffer): number {
        try {
            return writeSync(this.#file, bytes);
        } catch (error) {
            if (["ENOSPC", "EDQUOT"].includes((error as NodeJS.ErrnoException).code ?? "")) {
                const remedy = "Free some, or name another folder in TMPDIR.";
                throw new CodedError(
                    "PI5004",
                    `${spoolFolder()}: expected room for the layers of the image, got a full disk. ${remedy}`,
                );
            }
            throw error;
        }
    }
}

/** Folder for large files: TMPDIR, or one that is not kept in memory as /tmp often is. */
function spoolFolder(): string {
    return process.env.TMPDIR === undefined && existsSync("/var/tmp") ? "/var/tmp" : tmpdir();
}
