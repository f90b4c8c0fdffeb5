import * as fs from "node:fs";

/** What of a staged file shapes the image. */
export interface StagedContent {
    /** SHA-256 of the content, hexadecimal. */
    hash: string;
    executable: boolean;
}

/** What a file looked like when it was staged. */
export interface IndexEntry extends StagedContent {
    /** Size, times, mode and inode of the user's file before it was read, as one text; for texts of the plan their hash. */
    from: string;
    /** The same of the staged file. */
    to: string;
}

/** What was staged last, so that unchanged files are neither read nor written again. */
export interface ContextIndex {
    /** When the first of the user's files was read, in milliseconds. */
    readAt: number;
    /** When all was staged, in milliseconds. */
    writtenAt: number;
    files: { [path: string]: IndexEntry };
}

/** Reads an index; an index that is missing or broken is an empty one. */
export function readIndex(path: string): ContextIndex {
    try {
        const index = JSON.parse(fs.readFileSync(path, "utf8")) as ContextIndex;
        const isWhole = typeof index.readAt === "number" && typeof index.writtenAt === "number";
        return isWhole && typeof index.files === "object" ? index : emptyIndex;
    } catch {
        return emptyIndex;
    }
}

const emptyIndex: ContextIndex = { readAt: 0, writtenAt: 0, files: {} };

/** Milliseconds within which two changes of a file may bear the same time. */
const clockGranularity = 20;

/**
 * Tells one state of a file from another without reading it; of a link, that of the file that it leads to. Undefined
 * where the file is missing, or changed later than `time`, or so shortly before it that a later change may bear the same
 * time.
 */
export function fingerprint(path: string, time: number): string | undefined {
    const stat = fs.statSync(path, { throwIfNoEntry: false });
    if (stat === undefined || stat.ctimeMs > time - clockGranularity) {
        return undefined;
    }
    return `${stat.ino}:${stat.size}:${stat.mode}:${stat.mtimeMs}:${stat.ctimeMs}`;
}
