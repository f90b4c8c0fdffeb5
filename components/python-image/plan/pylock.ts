import * as path from "node:path/posix";
import { parse, stringify } from "smol-toml";
import type { LocalProject } from "./dependencies";
import type { Problems } from "./problem";
import type { ProjectFiles } from "./project-files";
import { type Table, table } from "./tables";

/**
 * The packages of a `pylock.toml` that are built from a directory.
 * Source: https://packaging.python.org/en/latest/specifications/pylock-toml/
 */
export function lockedDirectories(lock: Table, file: string, files: ProjectFiles, problems: Problems): LocalProject[] {
    return packagesOf(lock).flatMap((one, place) => {
        const directory = table(one, "directory").path;
        if (typeof directory !== "string") {
            return [];
        }
        const from = beside(file, directory);
        if (files.kind(from) !== "directory") {
            const got = { phrase: `${from}, which is none` };
            problems.add(
                `requirements (${one.name})`,
                "the directory of a project",
                got,
                "Lock the project again.",
                "PI1217",
            );
        }
        const suffix = typeof one.marker === "string" ? `; ${one.marker}` : "";
        return [{ from, to: `${place}/${one.name}`, suffix }];
    });
}

/** The archives beside a `pylock.toml` that it takes packages from. */
export function lockedArchives(lock: Table, file: string, files: ProjectFiles, problems: Problems): string[] {
    return packagesOf(lock).flatMap((one) => {
        const wheels = Array.isArray(one.wheels) ? (one.wheels as Table[]) : [];
        const places = [table(one, "archive"), table(one, "sdist"), ...wheels];
        return places.flatMap(({ path: archive, url }) => {
            if (typeof archive !== "string" || url !== undefined) {
                return [];
            }
            const from = beside(file, archive);
            if (files.kind(from) !== "file") {
                const got = { phrase: `${from}, which is none` };
                problems.add(`requirements (${one.name})`, "an archive", got, "Lock the project again.", "PI1217");
            }
            return [from];
        });
    });
}

/** The text of a `pylock.toml` without the packages that are built from a directory. */
export function withoutDirectories(text: string): string {
    const lock = parse(text) as Table;
    const others = packagesOf(lock).filter((one) => typeof table(one, "directory").path !== "string");
    return stringify({ ...lock, packages: others });
}

function packagesOf(lock: Table): Table[] {
    return Array.isArray(lock.packages) ? (lock.packages as Table[]) : [];
}

function beside(file: string, relative: string): string {
    return path.isAbsolute(relative) ? relative : path.join(path.dirname(file), relative);
}
