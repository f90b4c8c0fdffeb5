import * as path from "node:path/posix";

/** Stands for a directory whose name is not known: that of the program, or one above it. */
const unnamed = "_";

/**
 * The deepest directory that holds all `files`, which are normalised paths relative to the program, or all absolute.
 * Above the program, `..` and `../..` share no first part: it is the highest of them.
 */
export function commonDirectory(files: string[]): string {
    const [first = "", ...rest] = files.map((file) => path.dirname(file));
    let common = first.split("/");
    for (const directory of rest) {
        const parts = directory.split("/");
        const differs = common.findIndex((part, place) => part !== parts[place]);
        common = differs === -1 ? common : common.slice(0, differs);
    }
    const most = Math.max(...files.map(ups));
    const joined = common.join("/");
    return most > ups(joined) ? Array(most).fill("..").join("/") : joined || ".";
}

/**
 * Path of `file` relative to `root`, a directory above it. Unlike `path.relative` it does not depend on where the
 * program lies: a directory on the way that no path names is called `_`.
 */
export function pathBelow(root: string, file: string): string {
    if (path.isAbsolute(file)) {
        return path.relative(root, file);
    }
    const below = ups(root) - ups(file);
    if (below === 0) {
        return path.relative(`/${named(root)}`, `/${named(file)}`);
    }
    return [...Array(below).fill(unnamed), named(file)].filter((part) => part !== "").join("/");
}

function ups(file: string): number {
    return file.split("/").filter((part) => part === "..").length;
}

/** A path without the `..` that it begins with; nothing of `.`. */
function named(file: string): string {
    return file.replace(/^(?:\.{1,2}(?:\/|$))+/, "");
}
