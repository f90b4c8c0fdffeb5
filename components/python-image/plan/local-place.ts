import * as path from "node:path/posix";
import type { Problems } from "./problem";
import type { ProjectFiles } from "./project-files";
import { archive } from "./requirements-file";

/** What makes a directory one that installers build. */
const manifests = ["pyproject.toml", "setup.py", "setup.cfg"];

/** A path of Windows, with its drive. */
const drive = /^[A-Za-z]:[\\/]/;

/** A repository as old versions of pip froze it, by an address of SSH that is no URL. */
const sshAddress = /^(?:git\+)?([\w.-]+@[\w.-]+):(?!\/\/)(.+)$/;

/** A path in a requirements file, and what it counts from. */
export interface NamedPath {
    name: string;
    /** The file that names it. */
    file: string;
    /** The file that includes all others. */
    outermost: string;
    /** Where it stands, for messages. */
    where: string;
}

/**
 * Where a local project or archive lies that a requirements file names: pip counts from the directory in which it is run, mostly
 * the project's root, and others write paths that count from the file. So the file's own directory comes first, then those
 * above it, up to the one above the outermost file. Undefined where none has it, which is noted.
 */
export function localPlace(named: NamedPath, files: ProjectFiles, problems: Problems): string | undefined {
    const places = placesOf(named);
    const found = places.find((place) => isInstallable(place, files));
    if (found === undefined) {
        noteNone(named, places, files, problems);
    }
    return found;
}

function placesOf({ name, file, outermost }: NamedPath): string[] {
    if (isOfOneMachine(name)) {
        return [name];
    }
    const own = path.dirname(file);
    const highest = path.join(path.dirname(outermost), "..");
    return (directoriesUpTo(highest, own) ?? [own]).map((directory) => path.join(directory, name));
}

/** Whether a path is absolute, on Windows or elsewhere. */
function isOfOneMachine(name: string): boolean {
    return path.isAbsolute(name) || drive.test(name);
}

/**
 * A directory and those above it up to `highest`; undefined if it does not lie in that. Both are compared as they are written:
 * resolved, all that is above the root of the file system would be the same.
 */
function directoriesUpTo(highest: string, directory: string): string[] | undefined {
    if (directory === highest) {
        return [directory];
    }
    const above = path.join(directory, "..");
    const isOutside = above === directory || ups(above) > ups(highest);
    const others = isOutside ? undefined : directoriesUpTo(highest, above);
    return others === undefined ? undefined : [directory, ...others];
}

function ups(directory: string): number {
    return directory.split("/").filter((part) => part === "..").length;
}

function isInstallable(place: string, files: ProjectFiles): boolean {
    return files.kind(place) === "file"
        ? archive.test(place)
        : manifests.some((name) => files.kind(path.join(place, name)) === "file");
}

function noteNone({ name, where }: NamedPath, places: string[], files: ProjectFiles, problems: Problems): void {
    const [, host, repository] = sshAddress.exec(name) ?? [];
    const empty = places.find((place) => files.kind(place) === "directory" && files.names(place).length === 0);
    if (host !== undefined) {
        const remedy = `Write \`git+ssh://${host}/${repository}\`, or with \`https\`.`;
        problems.add(where, "the address of a repository", name, remedy, "PI1217");
    } else if (empty !== undefined) {
        const remedy = "If it is a submodule of Git, run `git submodule update --init`.";
        problems.add(where, "a local project or archive", { phrase: `${empty}, which is empty` }, remedy, "PI1217");
    } else if (isOfOneMachine(name)) {
        const got = { phrase: `${name}, which ${files.kind(name) === "missing" ? "does not exist" : "is none"}` };
        const remedy =
            "It is a path of one machine, as `pip freeze` writes it: give one that counts from this file, such as `-e .`.";
        problems.add(where, "a local project or archive", got, remedy, "PI1217");
    } else {
        const expected = archive.test(name)
            ? "a local archive"
            : "a local project, with pyproject.toml, setup.py or setup.cfg in it";
        const remedy = "Paths count from the file that names them, or from a directory above it, where pip is run.";
        const got = { phrase: `none at ${places.map((place) => `\`${place}\``).join(" or ")}` };
        problems.add(where, expected, got, remedy, "PI1217");
    }
}
