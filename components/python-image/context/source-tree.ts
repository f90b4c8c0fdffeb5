import * as fs from "node:fs";
import * as path from "node:path";
import dockerignore from "@balena/dockerignore";
import { isBuildOutput, isEnvironment, isJunk } from "./junk";
import { TreeLinks } from "./tree-links";

/** The files and symbolic links of a directory that belong into an image, as paths relative to it, sorted. */
export interface SourceTree {
    files: string[];
    /** Target of each symbolic link that stays in the directory, relative to the link. */
    links: { [path: string]: string };
    /** Where files lie that links outside the directory lead to, by the paths that they are taken along under. */
    taken: { [path: string]: string };
    /** Target of each link that leads out of the directory to what is not taken along. */
    outside: { [path: string]: string };
}

/** What of a directory belongs into an image. */
export interface TreeRules {
    /** Whether a `.dockerignore` in it is honoured. */
    honoursIgnoreFile?: boolean;
    /** Whether it is a project that is built, of which what earlier builds have left is no part. */
    isProject?: boolean;
    /** Directories in it, relative to it, that are no part of it. */
    without?: string[];
    /** Directories and files elsewhere of which links in it may take content along. */
    mayTake?: string[];
}

/** Walks `root`. Links are not followed, unless they lead to what may be taken along. */
export function readSourceTree(root: string, rules: TreeRules = {}): SourceTree {
    const tree: SourceTree = { files: [], links: {}, taken: {}, outside: {} };
    const patterns = rules.honoursIgnoreFile ? readPatterns(root) : [];
    const matcher = dockerignore({ ignorecase: false }).add(patterns);
    const canReinclude = patterns.some((pattern) => pattern.startsWith("!"));
    const links = new TreeLinks(root, rules.mayTake ?? []);
    const isLeftOut = (relative: string) =>
        rules.without?.includes(relative) || (rules.isProject && isBuildOutput(root, relative));
    /** `from` is where the directory really lies. */
    const visit = (directory: string, from: string): void => {
        const entries = fs.readdirSync(from, { withFileTypes: true });
        for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
            const relative = directory === "" ? entry.name : `${directory}/${entry.name}`;
            if (isJunk(entry.name) || isLeftOut(relative)) {
                continue;
            }
            const place = path.join(from, entry.name);
            const ignored = patterns.length > 0 && matcher.ignores(relative);
            if (entry.isDirectory()) {
                enter(relative, place, ignored);
            } else if (!ignored && entry.isSymbolicLink()) {
                follow(relative, place);
            } else if (!ignored && entry.isFile()) {
                addFile(relative, place);
            }
        }
    };
    const enter = (relative: string, place: string, ignored: boolean): void => {
        if ((!ignored || canReinclude) && !isEnvironment(place)) {
            visit(relative, place);
        }
    };
    const addFile = (relative: string, place: string): void => {
        tree.files.push(relative);
        if (place !== path.join(root, relative)) {
            tree.taken[relative] = place;
        }
    };
    const follow = (relative: string, place: string): void => {
        const found = links.lookUp(relative, place);
        if (found.kind === "inside") {
            tree.links[relative] = found.target;
        } else if (found.kind === "outside") {
            tree.outside[relative] = found.target;
        } else if (found.isDirectory) {
            enter(relative, found.from, false);
        } else {
            addFile(relative, found.from);
        }
    };
    visit("", root);
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
