import * as path from "node:path/posix";
import type { Problems } from "./problem";
import type { ProjectFiles } from "./project-files";
import { requestedBy } from "./requested-by";
import { normalizedName } from "./requirements-file";
import { packagesOf, readToml, type Table, table } from "./tables";

/** A local project of a `uv.lock`: a workspace member or a path dependency. */
export interface Member {
    directory: string;
    isPackage: boolean;
    /** Normalized names of what it asked for when it was locked; undefined where the lock does not tell. */
    locked: string[] | undefined;
}

/** The local projects of a `uv.lock`. */
export function workspaceMembers(lock: Table): Member[] {
    return packagesOf(lock).flatMap((one) => {
        const source = table(one, "source");
        const directory = source.editable ?? source.directory ?? source.virtual;
        const required = packagesOf(table(one, "metadata"), "requires-dist");
        const locked = required.length === 0 ? undefined : required.map(({ name }) => normalizedName(String(name)));
        return typeof directory === "string" ? [{ directory, isPackage: source.virtual === undefined, locked }] : [];
    });
}

/** Notes dependencies that a project got after it was locked: they would be missing in the image. */
export function checkFits(
    lock: string,
    project: Table,
    members: Member[],
    files: ProjectFiles,
    problems: Problems,
): void {
    for (const { directory, locked } of members) {
        const manifest = path.join(path.dirname(lock), directory, "pyproject.toml");
        if (locked === undefined || files.kind(manifest) !== "file") {
            continue;
        }
        const asked = requestedBy(directory === "." ? project : readToml(manifest, files, problems), [], "uv");
        const missing = asked.filter((name) => !locked.includes(name));
        if (missing.length > 0) {
            const got = { phrase: `${lock} without ${missing.join(", ")}` };
            problems.add("requirements", `a lock file that fits ${manifest}`, got, "Run `uv lock`.", "PI1216");
        }
    }
}

/** Notes local projects of which an exported lock file would only give a path that the build does not have. */
export function refusePaths(lock: string, names: string[], command: string, problems: Problems): void {
    if (names.length > 0) {
        const got = { phrase: `${names.join(", ")} at a path in ${lock}` };
        const remedy = `Give what \`${command}\` prints as a requirements file beside it: local projects are installed from that.`;
        problems.add("requirements", "packages of an index", got, remedy, "PI1217");
    }
}

/** Names of the local projects in a `poetry.lock`. */
export function poetryPaths(lock: Table): string[] {
    const local = packagesOf(lock).filter((one) => ["directory", "file"].includes(String(table(one, "source").type)));
    return local.map(({ name }) => String(name));
}

/** Names of the local projects in categories of a `Pipfile.lock`. */
export function pipenvPaths(lock: Table, categories: string[]): string[] {
    const entries = categories.flatMap((category) => Object.entries(table(lock, category)));
    return entries.filter(([, one]) => ["path", "file"].some((key) => key in Object(one))).map(([name]) => name);
}
