import type { TarEntry } from "./entry";

/** What decides on the times of a layer's files. */
export interface Times {
    /** Whether they stay as they are: those of a base are part of it. */
    kept: boolean;
    /** Times that stay in any case if a file has them, in seconds by its path. */
    ofSources: Map<string, number>;
}

/** The attribute that images keep: what a program may do without being root. */
const CAPABILITY = "security.capability";

/**
 * The entries of a layer so that equal content is equal: in a fixed order, each path once, with the times, modes and
 * attributes that belong to the content, whichever engine has exported it. The root itself is left out.
 */
export function normalize(entries: TarEntry[], times: Times): TarEntry[] {
    const last = new Map<string, TarEntry>();
    for (const entry of entries) {
        last.delete(entry.name);
        last.set(entry.name, entry);
    }
    last.delete("");
    const sorted = [...last.values()].sort((one, other) => (sortKey(one.name) < sortKey(other.name) ? -1 : 1));
    return turnLinks(sorted).map((entry) => ({
        ...entry,
        ...ownershipOf(entry),
        mtime: timeOf(entry, times),
        device: entry.type === "character" || entry.type === "block" ? entry.device : { major: 0, minor: 0 },
        attributes: new Map([...entry.attributes].filter(([name]) => name === CAPABILITY)),
    }));
}

/** Directories before what is in them, and that before their siblings. */
function sortKey(name: string): string {
    return name.replaceAll("/", "\0");
}

/** Of the names of one file the first has the content, and the others are links to it. */
function turnLinks(sorted: TarEntry[]): TarEntry[] {
    const byName = new Map(sorted.map((entry) => [entry.name, entry]));
    const firstNames = new Map<TarEntry, string>();
    return sorted.map((entry) => {
        const file = fileOf(entry, byName);
        if (file === undefined) {
            return entry;
        }
        const first = firstNames.get(file);
        if (first === undefined) {
            firstNames.set(file, entry.name);
            return { ...file, name: entry.name };
        }
        return { ...file, name: entry.name, type: "link", linkname: first, size: 0, content: [] };
    });
}

/** The file that an entry is or is linked to; undefined if it is neither. */
function fileOf(entry: TarEntry, byName: Map<string, TarEntry>): TarEntry | undefined {
    let found: TarEntry | undefined = entry;
    for (let steps = 0; found?.type === "link" && steps < byName.size; steps++) {
        found = byName.get(found.linkname);
    }
    return found?.type === "file" ? found : undefined;
}

/** Mode and owner; those of a link, or of what says that a file is gone, mean nothing, and engines differ in them. */
function ownershipOf({ type, name, mode, uid, gid }: TarEntry): Pick<TarEntry, "mode" | "uid" | "gid"> {
    const isWhiteout = /(?:^|\/)\.wh\.[^/]*$/.test(name);
    return isWhiteout ? { mode: 0, uid: 0, gid: 0 } : { mode: type === "symlink" ? 0o777 : mode, uid, gid };
}

function timeOf({ name, mtime }: TarEntry, { kept, ofSources }: Times): number {
    return kept || ofSources.get(name) === mtime ? Math.max(0, mtime) : 0;
}
