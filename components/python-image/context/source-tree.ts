import * as fs from "node:fs";
import * as path from "node:path";
import dockerignore from "@balena/dockerignore";

/** The files and symbolic links of a directory that belong into an image, as paths relative to it, sorted. */
export interface SourceTree {
    files: string[];
    /** Target of each symbolic link, as it is written in the link. */
    links: { [path: string]: string };
}

/** Names that are never part of an application: histories, caches, environments, secrets, this component's own files. */
const junk = new Set([
    ".git",
    ".hg",
    ".svn",
    ".venv",
    ".env",
    ".envrc",
    "__pycache__",
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
    ".tox",
    ".nox",
    ".ipynb_checkpoints",
    ".DS_Store",
    ".idea",
    "node_modules",
    ".python-image",
    ".pulumi",
]);
/** A stack's configuration, in which secrets are, though encrypted. */
const stackConfiguration = /^Pulumi\..+\.ya?ml$/;
const examples = /^\.env\.(example|sample|template|dist)$/;

/** Walks `root`. A `.dockerignore` in it is honoured if `honourIgnoreFile`; links are listed, never followed. */
export function readSourceTree(root: string, honourIgnoreFile: boolean): SourceTree {
    const tree: SourceTree = { files: [], links: {} };
    const patterns = honourIgnoreFile ? readPatterns(root) : [];
    const matcher = dockerignore({ ignorecase: false }).add(patterns);
    const canReinclude = patterns.some((pattern) => pattern.startsWith("!"));
    const visit = (directory: string): void => {
        const entries = fs.readdirSync(path.join(root, directory), { withFileTypes: true });
        for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
            const relative = directory === "" ? entry.name : `${directory}/${entry.name}`;
            if (isJunk(entry.name)) {
                continue;
            }
            const ignored = patterns.length > 0 && matcher.ignores(relative);
            if (entry.isDirectory()) {
                if ((!ignored || canReinclude) && !isEnvironment(path.join(root, relative))) {
                    visit(relative);
                }
            } else if (!ignored && entry.isSymbolicLink()) {
                tree.links[relative] = fs.readlinkSync(path.join(root, relative));
            } else if (!ignored && entry.isFile()) {
                tree.files.push(relative);
            }
        }
    };
    visit("");
    return tree;
}

function readPatterns(root: string): string[] {
    const file = path.join(root, ".dockerignore");
    return fs.existsSync(file)
        ? fs
              .readFileSync(file, "utf8")
              .replace(/^\uFEFF/, "")
              .split(/\r?\n/)
              .filter((line) => line.trim() !== "")
        : [];
}

function isJunk(name: string): boolean {
    return (
        junk.has(name) ||
        stackConfiguration.test(name) ||
        (name.startsWith(".env.") && !examples.test(name)) ||
        name.endsWith(".pyc")
    );
}

function isEnvironment(directory: string): boolean {
    return fs.existsSync(path.join(directory, "pyvenv.cfg"));
}
