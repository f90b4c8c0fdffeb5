import * as fs from "node:fs";

/** What of a staged file shapes the image. */
export interface StagedContent {
    /** SHA-256 of the content, hexadecimal. */
    hash: string;
    executable: boolean;
}

/** What a file looked like when it was staged. */
export interface IndexEntry extends StagedContent {
    /** Size, times, mode and inode of the user's file, as one text; for texts of the plan their hash. */
    from: string;
    /** The same of the staged file. */
    to: string;
}

/** What was staged last, so that unchanged files are neither read nor written again. */
export interface ContextIndex {
    writtenAt: number;
    files: { [path: string]: IndexEntry };
}

/** Reads an index; an index that is missing or broken is an empty one. */
export function readIndex(path: string): ContextIndex {
    try {
        const index = JSON.parse(fs.readFileSync(path, "utf8")) as ContextIndex;
        return typeof index.writtenAt === "number" && typeof index.files === "object" ? index : emptyIndex;
    } catch {
        return emptyIndex;
    }
}

const emptyIndex: ContextIndex = { writtenAt: 0, files: {} };

/** Milliseconds within which two changes of a file may bear the same time. */
const clockGranularity = 20;

/**
 * Tells one state of a file from another without reading it. Undefined where the file is missing, or changed so
 * shortly before the index was written that a later change may bear the same time.
 */
export function fingerprint(path: string, writtenAt: number): string | undefined {
    const stat = fs.lstatSync(path, { throwIfNoEntry: false });
    if (stat === undefined || stat.ctimeMs > writtenAt - clockGranularity) {
        return undefined;
    }
    return `${stat.ino}:${stat.size}:${stat.mode}:${stat.mtimeMs}:${stat.ctimeMs}`;
}
