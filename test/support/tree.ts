import {
    chmodSync,
    lstatSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A file's text, a link's target, or an executable. */
export type Leaf = string | { link: string } | { executable: string };

/** What a directory holds, by path. */
export type Tree = { [path: string]: Leaf };

/** A directory of its own for one test, removed after it. */
export function temporaryDirectory(test: { after(done: () => void): void }): string {
    const directory = mkdtempSync(join(tmpdir(), "python-image-test-"));
    test.after(() => rmSync(directory, { recursive: true, force: true }));
    return directory;
}

/** A directory that is gone with this process, for what outlives a single test. */
export function processDirectory(name: string): string {
    const directory = mkdtempSync(join(tmpdir(), `python-image-${name}-`));
    process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
    return directory;
}

/** Writes files and links below `root`. */
export function writeTree(root: string, tree: Tree): void {
    for (const [name, leaf] of Object.entries(tree)) {
        const path = join(root, name);
        mkdirSync(dirname(path), { recursive: true });
        if (typeof leaf === "string") {
            writeFileSync(path, leaf);
        } else if ("link" in leaf) {
            symlinkSync(leaf.link, path);
        } else {
            writeFileSync(path, leaf.executable);
            chmodSync(path, 0o755);
        }
    }
}

/** One line for each entry below `root`, sorted by path: mode and path, and of links where they point to. */
export function listTree(root: string): string[] {
    return readdirSync(root, { recursive: true, encoding: "utf8" })
        .sort()
        .map((name) => {
            const stat = lstatSync(join(root, name));
            const kind = stat.isDirectory() ? "d" : stat.isSymbolicLink() ? "l" : "-";
            return `${kind}${(stat.mode & 0o7777).toString(8).padStart(4, "0")} ${name}`;
        });
}

/** Texts of all files below `root`, by path. */
export function readTexts(root: string): { [path: string]: string } {
    const names = readdirSync(root, { recursive: true, encoding: "utf8" }).sort();
    const files = names.filter((name) => lstatSync(join(root, name)).isFile());
    return Object.fromEntries(files.map((name) => [name, readFileSync(join(root, name), "utf8")]));
}

/** Runs `body` with `directory` as the working directory, as Pulumi runs a program. */
export async function inDirectory<T>(directory: string, body: () => T | Promise<T>): Promise<T> {
    const before = process.cwd();
    process.chdir(directory);
    try {
        return await body();
    } finally {
        process.chdir(before);
    }
}
