import * as path from "node:path/posix";
import { stringify } from "smol-toml";
import { type Dependencies, noDependencies } from "../dependencies";
import { judge } from "../markers/judge";
import { normalizedName } from "../requirements-file";
import { packagesOf, readToml, type Table, table, textsOf } from "../tables";
import { checkChoice } from "./check-choice";
import { type LaidProject, laidOut } from "./laid-out";
import type { LockFile } from "./lock-file";
import { lockedRemotes } from "./locked-remotes";
import { readSoundly } from "./read-soundly";

/**
 * Lays out a `pylock.toml` with what the chosen extras and groups install: those that it calls its default ones count as
 * chosen. Source: https://packaging.python.org/en/latest/specifications/pylock-toml/
 */
export function gatherPylock(file: LockFile): Dependencies {
    const { args, files, problems } = file;
    const read = readSoundly(problems, () => readToml(file.path, files, problems));
    if (read === undefined) {
        return { ...noDependencies, format: "pylock" };
    }
    const { extras, "dependency-groups": groups, "default-groups": defaults, ...lock } = read;
    checkChoice("extras", args.extras ?? [], textsOf(extras), file.path, problems);
    checkChoice("groups", args.groups ?? [], [...textsOf(groups), ...textsOf(defaults)], file.path, problems);
    const chosen = {
        extras: (args.extras ?? []).map(normalizedName),
        dependency_groups: [...textsOf(defaults), ...(args.groups ?? [])].map(normalizedName),
    };
    const environment = { ...file.environment, chosen };
    const packages = packagesOf(lock, "packages").flatMap((entry) => {
        const { marker, ...rest } = entry;
        const left = judge(typeof marker === "string" ? marker : undefined, environment);
        return left === false ? [] : [left === true ? rest : { ...rest, marker: left }];
    });
    const fromIndex = packages.filter((one) => typeof table(one, "directory").path !== "string");
    const archives = packages.flatMap((one) => archivesOf(file, one));
    // Directories are installed in a step of their own.
    const text = `${stringify({ ...lock, packages: fromIndex })}\n`;
    const laid = laidOut("pylock", file.path, [{ at: file.path, text }, ...archives.map((at) => ({ at }))]);
    return {
        ...laid,
        locked: packages.map(({ name }) => normalizedName(String(name))),
        projects: packages.flatMap((one, place) =>
            directoriesOf(file, one).map((project) => ({
                suffix: "",
                without: [],
                ...project,
                to: `${place}/${one.name}`,
            })),
        ),
        remotes: lockedRemotes({ packages }),
    };
}

/** The directory that a package is built from. */
function directoriesOf({ path: lock, directory, args, files, problems }: LockFile, one: Table): LaidProject[] {
    const relative = table(one, "directory").path;
    if (typeof relative !== "string") {
        return [];
    }
    const from = beside(lock, relative);
    if (from === directory && args.installProject === false) {
        return [];
    }
    if (files.kind(from) !== "directory") {
        const got = { phrase: `${from}, which is none` };
        problems.add(`requirements (${one.name})`, "the directory of a project", got, "Lock the project again.");
    }
    return [{ from, suffix: typeof one.marker === "string" ? `; ${one.marker}` : "" }];
}

/** The archives beside the lock file that a package is taken from: of several for different systems those that are there. */
function archivesOf({ path: lock, files, problems }: LockFile, one: Table): string[] {
    const places = [table(one, "archive"), table(one, "sdist"), ...packagesOf(one, "wheels")];
    const local = places.flatMap(({ path: archive, url }) =>
        typeof archive === "string" && url === undefined ? [beside(lock, archive)] : [],
    );
    const present = local.filter((from) => files.kind(from) === "file");
    if (local.length > 0 && present.length === 0 && !places.some(({ url }) => url !== undefined)) {
        const got = { phrase: `${local[0]}, which is none` };
        problems.add(`requirements (${one.name})`, "an archive", got, "Lock the project again.");
    }
    return present;
}

function beside(file: string, relative: string): string {
    return path.isAbsolute(relative) ? relative : path.join(path.dirname(file), relative);
}
