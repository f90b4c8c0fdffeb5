import * as fs from "node:fs";
import * as path from "node:path";
import type { BuildPlan } from "../plan/build-plan";
import { readSourceTree, type SourceTree } from "./source-tree";

/** A directory of the user's, and where it is staged. */
export interface StagedTree {
    /** Path relative to the program. */
    from: string;
    /** Path below the directory of the context that holds trees of its kind; empty for that itself. */
    to: string;
    tree: SourceTree;
}

/** The application's code. What its links lead to in local projects, which are in the image as well, is taken along. */
export function sourceTrees({ source, dependencies }: BuildPlan): StagedTree[] {
    const mayTake = dependencies.projects.map(({ from }) => from);
    return source === undefined
        ? []
        : [{ from: source, to: "", tree: readSourceTree(source, { honoursIgnoreFile: true, mayTake }) }];
}

/**
 * The local projects that are directories. What their links lead to in each other, or beside the file that asks for them (the
 * licence and the description of a whole workspace), is taken along.
 */
export function projectTrees({ dependencies }: BuildPlan): StagedTree[] {
    const asking = dependencies.files.find(({ to }) => to === dependencies.file)?.from;
    const mayTake = [
        ...dependencies.projects.map(({ from }) => from),
        ...(asking === undefined ? [] : [path.dirname(asking)]),
    ];
    const directories = dependencies.projects.filter(({ from }) => isDirectory(from));
    return directories.map(({ from, to, without }) => ({
        from,
        to,
        tree: readSourceTree(from, { isProject: true, without, mayTake }),
    }));
}

/** Whether a local project is a directory, and not an archive. */
export function isDirectory(place: string): boolean {
    return fs.statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
