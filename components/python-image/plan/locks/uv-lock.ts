import { normalizedName } from "../requirements-file";
import { packagesOf, type Table, table, textsOf } from "../tables";
import type { Edge, LockedPackage } from "./locked-package";

/** The packages of a `uv.lock`. Source: https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile */
export function uvPackages(lock: Table): LockedPackage[] {
    return packagesOf(lock).map((entry) => ({
        name: normalizedName(String(entry.name)),
        entry,
        dependencies: packagesOf(entry, "dependencies").map(uvEdge),
        extras: edgesByName(table(entry, "optional-dependencies")),
        groups: edgesByName(table(entry, "dev-dependencies")),
    }));
}

/** An edge as `{ name = "psycopg", extra = ["binary"], marker = "…" }` has it. */
export function uvEdge(dependency: Table): Edge {
    const { name, version, marker } = dependency;
    const source = table(dependency, "source");
    return {
        name: normalizedName(String(name)),
        extras: [...textsOf(dependency.extra), ...textsOf(dependency.extras)],
        marker: typeof marker === "string" ? marker : undefined,
        ...(typeof version === "string" ? { version } : {}),
        ...(Object.keys(source).length === 0 ? {} : { source }),
    };
}

/** The directory of a project of the user's own, relative to the lock file; undefined of other packages. */
export function localDirectory({ entry }: LockedPackage): string | undefined {
    const { editable, directory, virtual } = table(entry, "source");
    const found = editable ?? directory ?? virtual;
    return typeof found === "string" ? found : undefined;
}

/** Whether a project of the user's own is one that uv installs, and not only the list of its dependencies. */
export function isPackage({ entry }: LockedPackage): boolean {
    return table(entry, "source").virtual === undefined;
}

function edgesByName(lists: Table): { [name: string]: Edge[] } {
    return Object.fromEntries(Object.keys(lists).map((name) => [name, packagesOf(lists, name).map(uvEdge)]));
}
