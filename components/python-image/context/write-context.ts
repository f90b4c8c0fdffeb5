import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { ContextEntry } from "./context-entries";
import { type ContextIndex, fingerprint, type IndexEntry, readIndex } from "./context-index";

/**
 * Makes `directory` hold exactly `entries`, with modes that depend neither on the umask nor on the checkout, and
 * returns each file's hash by its path. Only what changed is written, each file in one move, so that two programs
 * that stage the same at once do no harm. What is known of the last time lies in the file `indexPath`.
 */
export function writeContext(
    directory: string,
    indexPath: string,
    entries: Map<string, ContextEntry>,
): Map<string, string> {
    const index = readIndex(indexPath);
    // Not in `directory`, where another program would remove it as none of the entries.
    const temporary = `${indexPath}.${process.pid}.tmp`;
    removeOthers(directory, entries);
    const hashes = new Map<string, string>();
    const unchanged = new Map<string, IndexEntry>();
    for (const name of [...entries.keys()].sort()) {
        const entry = entries.get(name) as ContextEntry;
        const target = path.join(directory, name);
        const known = index.entries[name];
        const from = "from" in entry ? fingerprint(entry.from, index.writtenAt) : hashOf(Buffer.from(entry.text));
        if (known !== undefined && from === known.from && fingerprint(target, index.writtenAt) === known.to) {
            hashes.set(name, known.hash);
            unchanged.set(name, known);
            continue;
        }
        const content = "from" in entry ? fs.readFileSync(entry.from) : Buffer.from(entry.text);
        hashes.set(name, hashOf(content));
        writeFile(target, content, isExecutable(entry) ? 0o755 : 0o644, temporary);
    }
    if (unchanged.size < entries.size || Object.keys(index.entries).length !== entries.size) {
        writeFile(indexPath, indexOf(directory, entries, hashes, unchanged), 0o644, temporary);
    }
    return hashes;
}

function indexOf(
    directory: string,
    entries: Map<string, ContextEntry>,
    hashes: Map<string, string>,
    unchanged: Map<string, IndexEntry>,
): Buffer {
    const next: ContextIndex = { writtenAt: Date.now(), entries: Object.fromEntries(unchanged) };
    for (const [name, entry] of entries) {
        if (unchanged.has(name)) {
            continue;
        }
        const hash = hashes.get(name) as string;
        const from = "from" in entry ? fingerprint(entry.from, Number.POSITIVE_INFINITY) : hash;
        const to = fingerprint(path.join(directory, name), Number.POSITIVE_INFINITY);
        if (from !== undefined && to !== undefined) {
            next.entries[name] = { from, to, hash };
        }
    }
    return Buffer.from(JSON.stringify(next));
}

function writeFile(target: string, content: Buffer, mode: number, temporary: string): void {
    const present = fs.lstatSync(target, { throwIfNoEntry: false });
    if (present?.isFile() && present.size === content.length && fs.readFileSync(target).equals(content)) {
        fs.chmodSync(target, mode);
        return;
    }
    makeDirectory(path.dirname(target));
    fs.writeFileSync(temporary, content);
    fs.chmodSync(temporary, mode);
    fs.renameSync(temporary, target);
}

function makeDirectory(directory: string): void {
    if (fs.statSync(directory, { throwIfNoEntry: false }) === undefined) {
        makeDirectory(path.dirname(directory));
        fs.mkdirSync(directory, { recursive: true });
        fs.chmodSync(directory, 0o755);
    }
}

/** Removes what is not among `entries`. */
function removeOthers(directory: string, entries: Map<string, ContextEntry>): void {
    const wanted = new Set<string>();
    for (const name of entries.keys()) {
        for (let at = name; at !== "."; at = path.dirname(at)) {
            wanted.add(at);
        }
    }
    const visit = (relative: string): void => {
        for (const entry of fs.readdirSync(path.join(directory, relative), { withFileTypes: true })) {
            const name = path.join(relative, entry.name);
            const isInTheWay = entry.isDirectory() === entries.has(name);
            if (!wanted.has(name) || isInTheWay || entry.isSymbolicLink()) {
                fs.rmSync(path.join(directory, name), { recursive: true, force: true });
            } else if (entry.isDirectory()) {
                visit(name);
            }
        }
    };
    if (fs.existsSync(directory)) {
        visit("");
    }
}

function isExecutable(entry: ContextEntry): boolean {
    return "from" in entry && (fs.statSync(entry.from).mode & 0o100) !== 0;
}

function hashOf(content: Buffer): string {
    return createHash("sha256").update(content).digest("hex");
}
