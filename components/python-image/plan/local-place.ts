import * as path from "node:path/posix";
import type { ProjectFiles } from "./project-files";
import { archive } from "./requirements-file";

/** What makes a directory one that installers build. */
const manifests = ["pyproject.toml", "setup.py", "setup.cfg"];

/**
 * Where a local project or archive lies that a requirements file names: pip counts from the directory in which it is run, mostly
 * the project's root, and others write paths that count from the file. So the file's own directory comes first, then those
 * above it, up to the one above the outermost file. The first of these where nothing is found anywhere.
 */
export function localPlace(name: string, file: string, outermost: string, files: ProjectFiles): string {
    if (isOfOneMachine(name)) {
        return name;
    }
    const highest = path.join(path.dirname(outermost), "..");
    const places = directoriesUpTo(highest, path.dirname(file)).map((directory) => path.join(directory, name));
    return places.find((place) => isInstallable(place, files)) ?? (places[0] as string);
}

/** Whether a path is absolute, on Windows or elsewhere. */
export function isOfOneMachine(name: string): boolean {
    return path.isAbsolute(name) || /^[A-Za-z]:[\\/]/.test(name);
}

/** A directory and those above it, as far as they lie in `highest`. */
function directoriesUpTo(highest: string, directory: string): string[] {
    const above = path.join(directory, "..");
    const isWithin = !path.relative(highest, above).startsWith("..");
    return [directory, ...(isWithin ? directoriesUpTo(highest, above) : [])];
}

function isInstallable(place: string, files: ProjectFiles): boolean {
    return files.kind(place) === "file"
        ? archive.test(place)
        : manifests.some((name) => files.kind(path.join(place, name)) === "file");
}
