import * as path from "node:path/posix";
import { type Dependencies, type DependencyFormat, type LocalProject, noDependencies } from "../dependencies";
import { commonDirectory, pathBelow } from "../staged-paths";

/** A file that an installer reads: one of the user's, or a text that stands in its place. */
export interface LaidFile {
    /** Path relative to the program. */
    at: string;
    text?: string;
}

/** A local project that an installer reads at its place beside the lock file. */
export type LaidProject = Omit<LocalProject, "to" | "suffix" | "without"> &
    Partial<Pick<LocalProject, "suffix" | "without">>;

/** Where the files and projects of a lock file are staged: as they lie beside each other in the checkout. */
export function laidOut(
    format: DependencyFormat,
    lock: string,
    inputs: LaidFile[],
    projects: LaidProject[] = [],
): Dependencies {
    const places = [...inputs.map(({ at }) => at), ...projects.map(({ from }) => path.join(from, "pyproject.toml"))];
    const root = commonDirectory(places);
    return {
        ...noDependencies,
        format,
        file: pathBelow(root, lock),
        files: inputs.map(({ at, text }) => ({
            from: at,
            to: pathBelow(root, at),
            ...(text === undefined ? {} : { text }),
        })),
        projects: projects.map((project) => ({
            suffix: "",
            without: [],
            ...project,
            to: pathBelow(root, project.from),
        })),
    };
}
