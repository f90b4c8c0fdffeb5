import type { Section, TarEntry } from "./entry";
import { BLOCK, largestIn, padding, writeHeader } from "./header";
import { type PaxRecords, writePax } from "./pax";

const TYPES = { file: "0", link: "1", symlink: "2", character: "3", block: "4", directory: "5", fifo: "6" } as const;
/** Longest name that a header holds, in bytes. */
const LONGEST_NAME = 100;

/** Bytes of a layer: headers, or a part of what was exported. */
export type Piece = Buffer | Section;

/** Writes a layer: ustar, with PAX records for what does not fit there. */
export function* writeEntries(entries: Iterable<TarEntry>): Generator<Piece> {
    for (const entry of entries) {
        yield headersOf(entry);
        yield* entry.content;
        yield { start: undefined, length: padding(entry.size) };
    }
    yield { start: undefined, length: 2 * BLOCK };
}

function headersOf(entry: TarEntry): Buffer {
    const { type, mode, uid, gid, size, mtime, linkname, device } = entry;
    const name = type === "directory" ? `${entry.name}/` : entry.name;
    const header = writeHeader({ name, mode, uid, gid, size, mtime, linkname, type: TYPES[type], ...device });
    const records = recordsOf(entry, name);
    if (records.size === 0) {
        return header;
    }
    const pax = writePax(records);
    const paxHeader = writeHeader({
        name: "PaxHeaders/0",
        mode: 0o644,
        uid: 0,
        gid: 0,
        size: pax.length,
        mtime: 0,
        type: "x",
        linkname: "",
        major: 0,
        minor: 0,
    });
    return Buffer.concat([paxHeader, pax, Buffer.alloc(padding(pax.length)), header]);
}

function recordsOf({ uid, gid, size, mtime, linkname, attributes }: TarEntry, name: string): PaxRecords {
    const records: PaxRecords = new Map();
    const numbers = { uid: [uid, 8], gid: [gid, 8], size: [size, 12], mtime: [mtime, 12] } as const;
    for (const [key, [value, length]] of Object.entries(numbers)) {
        if (value > largestIn(length)) {
            records.set(key, Buffer.from(String(value)));
        }
    }
    for (const [key, value] of Object.entries({ path: name, linkpath: linkname })) {
        if (!fits(value)) {
            records.set(key, Buffer.from(value, "latin1"));
        }
    }
    for (const [key, value] of attributes) {
        records.set(`SCHILY.xattr.${key}`, value);
    }
    return records;
}

function fits(name: string): boolean {
    return name.length <= LONGEST_NAME && /^[\x20-\x7e]*$/.test(name);
}
