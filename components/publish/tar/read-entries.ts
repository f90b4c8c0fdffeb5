import type { EntryType, Section, TarEntry } from "./entry";
import { BLOCK, type Header, padding, readHeader } from "./header";
import { type PaxRecords, readPax } from "./pax";
import { isOldSparse, oldSparseSections, paxSparse } from "./sparse";

/** An archive whose parts can be read in any order. */
export interface Archive {
    /** Length in bytes. */
    size: number;
    read(start: number, length: number): Buffer;
    /** Fills `target` with what begins at `start`. */
    readInto(target: Buffer, start: number): void;
}

const TYPES: { [type: string]: EntryType } = {
    "\0": "file",
    "0": "file",
    "1": "link",
    "2": "symlink",
    "3": "character",
    "4": "block",
    "5": "directory",
    "6": "fifo",
    "7": "file",
    S: "file",
};
const ATTRIBUTE = /^(?:SCHILY|LIBARCHIVE)\.xattr\./;

/**
 * Reads the entries of a layer, in the order in which they stand: ustar, GNU's long names and sparse files, PAX.
 *
 * @throws Error if it is no tar archive
 */
export function readEntries(archive: Archive): TarEntry[] {
    const entries: TarEntry[] = [];
    let pax: PaxRecords = new Map();
    let longName: string | undefined;
    let longLink: string | undefined;
    for (let place = 0; place + BLOCK <= archive.size; ) {
        const block = archive.read(place, BLOCK);
        const header = readHeader(block);
        if (header === undefined) {
            break;
        }
        const size = sizeOf(header, pax);
        let start = place + BLOCK;
        const isDocument = "xgLK".includes(header.type);
        const document = isDocument ? archive.read(start, size) : Buffer.alloc(0);
        if (header.type === "x") {
            pax = readPax(document);
        } else if (header.type === "L") {
            longName = document.toString("latin1").replace(/\0.*$/s, "");
        } else if (header.type === "K") {
            longLink = document.toString("latin1").replace(/\0.*$/s, "");
        } else if (header.type !== "g") {
            const type = TYPES[header.type];
            const whole = { ...header, name: longName ?? header.name, linkname: longLink ?? header.linkname };
            let content: Section[] = [{ start, length: size }];
            if (isOldSparse(header)) {
                const sparse = oldSparseSections(archive, place);
                content = sparse.sections;
                start = sparse.dataStart;
            } else if (pax.has("GNU.sparse.realsize") || pax.has("GNU.sparse.size")) {
                content = paxSparse(archive, { start, pax });
            }
            if (type !== undefined) {
                entries.push(entryOf(whole, type, pax, type === "file" ? content : []));
            }
            pax = new Map();
            longName = undefined;
            longLink = undefined;
        }
        place = start + size + padding(size);
    }
    return entries;
}

function sizeOf(header: Header, pax: PaxRecords): number {
    const recorded = pax.get("size");
    // Links and directories have no content, whatever their header says.
    return "123456".includes(header.type) ? 0 : recorded === undefined ? header.size : Number(recorded.toString());
}

function entryOf(header: Header, type: EntryType, pax: PaxRecords, content: Section[]): TarEntry {
    const text = (key: string) => pax.get(key)?.toString("latin1");
    const number = (key: string, otherwise: number) => Math.floor(Number(text(key) ?? otherwise));
    const attributes = [...pax]
        .filter(([key]) => ATTRIBUTE.test(key))
        .map(([key, value]): [string, Buffer] => [key.replace(ATTRIBUTE, ""), value]);
    const name = text("GNU.sparse.name") ?? text("path") ?? header.name;
    const linkname = text("linkpath") ?? header.linkname;
    return {
        // Old archives mark a directory by its name alone.
        type: type === "file" && name.endsWith("/") ? "directory" : type,
        name: plainPath(name),
        mode: header.mode & 0o7777,
        uid: number("uid", header.uid),
        gid: number("gid", header.gid),
        mtime: number("mtime", header.mtime),
        size: content.reduce((sum, { length }) => sum + length, 0),
        linkname: type === "link" ? plainPath(linkname) : type === "symlink" ? linkname : "",
        device: { major: header.major, minor: header.minor },
        attributes: new Map(attributes),
        content,
    };
}

/** `./usr/bin/` is `usr/bin`; the root is empty. */
function plainPath(path: string): string {
    return path
        .split("/")
        .filter((part) => part !== "" && part !== ".")
        .join("/");
}
