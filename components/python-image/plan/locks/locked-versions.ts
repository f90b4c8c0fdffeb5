import { Problems } from "../problem";
import type { ProjectFiles } from "../project-files";
import { normalizedName } from "../requirements-file";
import { packagesOf, readJson, readToml, type Table, table } from "../tables";
import { edgeOf } from "./specifier";

/** A specifier that names a package, perhaps with extras and a marker, and asks for no version. */
const anyVersion = /^\s*[A-Za-z0-9._-]+\s*(?:\[[^\]]*\])?\s*(?:;.*)?$/;

/**
 * Constraints that hold what is installed beside a lock file, and what that needs in turn, to the versions that the lock has
 * from an index: those of its groups and extras that are not installed, too. What is asked for in a version of its own is
 * left free, and so is what the lock has in several.
 *
 * @param packages specifiers of what is installed beside it
 */
export function lockedVersions(file: string, packages: string[], files: ProjectFiles): string[] {
    const free = new Set(packages.filter((one) => !anyVersion.test(one)).map((one) => edgeOf(one).name));
    const versions = new Map<string, Set<string>>();
    for (const [name, version] of entriesOf(file, files)) {
        const known = versions.get(normalizedName(name)) ?? new Set();
        versions.set(normalizedName(name), known.add(version));
    }
    return [...versions]
        .filter(([name, known]) => known.size === 1 && !free.has(name))
        .map(([name, [version]]) => `${name}==${version}`)
        .sort();
}

function entriesOf(file: string, files: ProjectFiles): [name: string, version: string][] {
    // Whoever reads the lock file for what it is has noted its mistakes.
    const noted = new Problems();
    if (/(^|\/)Pipfile\.lock$/.test(file)) {
        const lock = readJson(file, files, noted);
        const all = Object.keys(lock).filter((key) => key !== "_meta");
        return all.flatMap((category) =>
            Object.entries(table(lock, category)).flatMap(([name, entry]) => {
                const [, version] = /^==([^,;]+)$/.exec(String((entry as Table)?.version ?? "")) ?? [];
                return version === undefined ? [] : [[name, version] as [string, string]];
            }),
        );
    }
    const lock = readToml(file, files, noted);
    return [...packagesOf(lock), ...packagesOf(lock, "packages")]
        .filter((one) => typeof one.name === "string" && typeof one.version === "string" && isFromIndex(one))
        .map(({ name, version }) => [String(name), String(version)]);
}

function isFromIndex(entry: Table): boolean {
    const { registry, type } = table(entry, "source");
    const isElsewhere = ["vcs", "directory", "archive"].some((key) => entry[key] !== undefined);
    return !isElsewhere && (entry.source === undefined || registry !== undefined || type === "legacy");
}
