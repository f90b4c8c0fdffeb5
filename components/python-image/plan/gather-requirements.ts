import * as path from "node:path/posix";
import { type Dependencies, noDependencies } from "./dependencies";
import type { MarkerEnvironment } from "./markers/environment";
import type { Problems } from "./problem";
import type { ProjectFiles } from "./project-files";
import { readRequirements } from "./read-requirements";
import { commonDirectory, pathBelow } from "./staged-paths";

/** Reads a requirements file with everything that it includes, and lays out where each file is staged. */
export function gatherRequirements(
    file: string,
    environment: MarkerEnvironment,
    files: ProjectFiles,
    problems: Problems,
): Dependencies {
    const found = readRequirements(path.normalize(file), environment, files, problems);
    if (found.empty && found.files.size > 0) {
        problems.add(
            "requirements",
            `at least one requirement in ${file}`,
            { phrase: "none" },
            "Name the packages to install in it.",
        );
    }
    // A file that lacks is named beside those that were read.
    const root = commonDirectory([path.normalize(file), ...found.files.keys(), ...found.passed]);
    return {
        ...noDependencies,
        format: "requirements",
        file: pathBelow(root, path.normalize(file)),
        files: [...found.files].map(([from, text]) => ({
            from,
            to: pathBelow(root, from),
            ...(text === undefined ? {} : { text }),
        })),
        projects: found.projects.map(({ from, suffix }, place) => ({
            from,
            // In directories of their own: the name of a wheel says what it is.
            to: `${place}/${projectName(from)}`,
            suffix,
            without: [],
        })),
        requested: found.requested,
        hashed: found.hashed,
        prereleases: found.prereleases,
        remotes: found.remotes,
    };
}

function projectName(from: string): string {
    const name = path.basename(from);
    return /^\.*$/.test(name) ? "project" : name;
}
