import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { ContextEntry } from "./context-entries";
import { type ContextIndex, fingerprint, type IndexEntry, readIndex, type StagedContent } from "./context-index";

/**
 * Makes `directory` hold exactly `entries`, with modes that depend neither on the umask nor on the checkout, and
 * returns each file's content by its path. Only what changed is written, each file in one move, so that two programs
 * that stage the same at once do no harm. What is known of the last time lies in the file `indexPath`.
 */
export function writeContext(
    directory: string,
    indexPath: string,
    entries: Map<string, ContextEntry>,
): Map<string, StagedContent> {
    const index = readIndex(indexPath);
    // Not in `directory`, where another program would remove it as none of the entries.
    const temporary = `${indexPath}.${process.pid}.tmp`;
    removeOthers(directory, entries);
    const contents = new Map<string, StagedContent>();
    const unchanged = new Map<string, IndexEntry>();
    /** What the user's files looked like before they were read: what is saved meanwhile is a change for the next time. */
    const seen = new Map<string, string | undefined>();
    const readAt = Date.now();
    for (const name of [...entries.keys()].sort()) {
        const entry = entries.get(name) as ContextEntry;
        const target = `${directory}/${name}`;
        const known = index.files[name];
        const from = "from" in entry ? fingerprint(entry.from, index.readAt) : hashOf(Buffer.from(entry.text));
        if (known !== undefined && from === known.from && fingerprint(target, index.writtenAt) === known.to) {
            contents.set(name, known);
            unchanged.set(name, known);
            continue;
        }
        seen.set(name, "from" in entry ? fingerprint(entry.from, Number.POSITIVE_INFINITY) : from);
        const content = "from" in entry ? fs.readFileSync(entry.from) : Buffer.from(entry.text);
        const executable = isExecutable(entry);
        contents.set(name, { hash: hashOf(content), executable });
        writeFile(target, content, executable ? 0o755 : 0o644, temporary);
    }
    if (unchanged.size < entries.size || Object.keys(index.files).length !== entries.size) {
        const files = { ...Object.fromEntries(unchanged), ...newEntries(directory, seen, contents) };
        const next: ContextIndex = { readAt, writtenAt: Date.now(), files };
        writeFile(indexPath, Buffer.from(JSON.stringify(next)), 0o644, temporary);
    }
    return contents;
}

function newEntries(
    directory: string,
    seen: Map<string, string | undefined>,
    contents: Map<string, StagedContent>,
): { [path: string]: IndexEntry } {
    const entries: { [path: string]: IndexEntry } = {};
    for (const [name, from] of seen) {
        const to = fingerprint(`${directory}/${name}`, Number.POSITIVE_INFINITY);
        if (from !== undefined && to !== undefined) {
            entries[name] = { from, to, ...(contents.get(name) as StagedContent) };
        }
    }
    return entries;
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
        for (let at = name; at !== "." && !wanted.has(at); at = path.dirname(at)) {
            wanted.add(at);
        }
    }
    const visit = (relative: string): void => {
        for (const entry of fs.readdirSync(path.join(directory, relative), { withFileTypes: true })) {
            const name = relative === "" ? entry.name : `${relative}/${entry.name}`;
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
