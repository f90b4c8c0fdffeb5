import type { MarkerEnvironment } from "../markers/environment";
import { judge } from "../markers/judge";
import { poetryPythonMarker } from "../poetry-constraint";
import { normalizedName } from "../requirements-file";
import { packagesOf, type Table, table, textsOf } from "../tables";
import type { Edge, LockedPackage } from "./locked-package";
import { edgeOf } from "./specifier";

/** The packages of a `poetry.lock`. */
export function poetryPackages(lock: Table): LockedPackage[] {
    return packagesOf(lock).map((entry) => {
        const all = poetryEdges(table(entry, "dependencies"));
        const extras = table(entry, "extras");
        return {
            name: normalizedName(String(entry.name)),
            entry,
            dependencies: all.filter(({ isOptional }) => !isOptional),
            extras: Object.fromEntries(
                Object.keys(extras).map((name) => [
                    normalizedName(name),
                    textsOf(extras[name]).map((one) => poetryExtra(one, all)),
                ]),
            ),
            groups: {},
        };
    });
}

/** An edge of Poetry's. */
export interface PoetryEdge extends Edge {
    /** Whether only an extra asks for it. */
    isOptional: boolean;
}

/**
 * What a table of dependencies asks for: `name = "^1"`, `name = { version = "^1", markers = "…", extras = […] }`, or a list of
 * such.
 */
export function poetryEdges(dependencies: Table): PoetryEdge[] {
    return Object.entries(dependencies).flatMap(([name, value]) => {
        const constraints = Array.isArray(value) ? value : [value];
        return normalizedName(name) === "python"
            ? []
            : constraints.map((one) => {
                  const details = table({ details: one }, "details");
                  return {
                      name: normalizedName(name),
                      extras: textsOf(details.extras).map(normalizedName),
                      marker: markerOf(details),
                      isOptional: details.optional === true,
                  };
              });
    });
}

/** What an extra asks for, as `psycopg2 (>=2.9)` or by a name alone, with the marker of the dependency that it makes needed. */
export function poetryExtra(text: string, all: Edge[]): Edge {
    const named = edgeOf(text);
    const declared = all.find(({ name }) => name === named.name);
    return {
        ...named,
        extras: [...named.extras, ...(declared?.extras ?? [])],
        marker: named.marker ?? declared?.marker,
    };
}

/**
 * Under which condition a locked package is installed once it is needed: Poetry 2.1 and newer tell, of each group by itself
 * where they differ. What they say of extras concerns the project beside the lock file.
 */
export function lockedMarker({ entry }: LockedPackage, environment: MarkerEnvironment): boolean | string {
    if (typeof entry.markers === "string") {
        return judge(entry.markers, environment);
    }
    const byGroup = Object.values(table(entry, "markers")).map((one) => judge(String(one), environment));
    return byGroup.length === 0 || byGroup.some((one) => one !== false);
}

function markerOf({ markers, platform, python }: Table): string | undefined {
    const each = [
        markers,
        platform === undefined ? undefined : `sys_platform == "${platform}"`,
        typeof python === "string" ? poetryPythonMarker(python) : undefined,
    ];
    const given = each.filter((one) => typeof one === "string");
    return given.length === 0 ? undefined : given.map((one) => `(${one})`).join(" and ");
}
