import type { MarkerEnvironment } from "../markers/environment";
import { normalizedName } from "../requirements-file";
import { packagesOf, type Table, table, textsOf } from "../tables";
import type { Edge, LockedPackage } from "./locked-package";
import { type Reached, reach } from "./reach";
import { localDirectory, uvEdge, uvPackages } from "./uv-lock";

/** What of a locked project is installed. */
export interface Choice {
    /** The one member that the image is for, if it is not all that lies beside the lock file. */
    member: string | undefined;
    extras: string[];
    groups: string[];
}

/** What of a `uv.lock` is installed. */
export interface UvSelection {
    packages: LockedPackage[];
    /** The projects that the image is for: a member, the project beside the lock, or else all members. */
    roots: LockedPackage[];
    /** What the roots ask for, with the chosen extras and groups. */
    edges: Edge[];
    reached: Reached;
    /** What markers are judged by, with the chosen extras. */
    environment: MarkerEnvironment;
}

/** Selects from a `uv.lock` as `uv sync` does. */
export function selectFromUv(lock: Table, choice: Choice, environment: MarkerEnvironment): UvSelection {
    const packages = uvPackages(lock);
    const roots = rootsOf(lock, packages, choice.member);
    const extras = choice.extras.map(normalizedName);
    const groups = choice.groups.map(normalizedName);
    // Groups of a workspace whose root is no project stand in the head of the file.
    const shared = choice.member === undefined ? table(table(lock, "manifest"), "dependency-groups") : {};
    const edges = [
        ...roots.flatMap((root) => [
            ...root.dependencies,
            ...extras.flatMap((extra) => root.extras[extra] ?? []),
            ...groups.flatMap((group) => root.groups[group] ?? []),
        ]),
        ...groups.flatMap((group) => packagesOf(shared, group).map(uvEdge)),
    ];
    const active = roots.flatMap(({ name }) => [
        ...extras.map((extra) => `extra-${name.length}-${name}-${extra}`),
        ...groups.map((group) => `group-${name.length}-${name}-${group}`),
    ]);
    // Conflicting extras are told apart by markers of such names; whether others are active only uv can tell.
    const extra = (name: string) => active.includes(name) || undefined;
    const chosen = { ...environment, extra };
    const reached = reach(packages, edges, chosen);
    for (const root of roots) {
        const own = extras.filter((one) => root.extras[one] !== undefined);
        reached.set(root, new Set([...(reached.get(root) ?? []), ...own]));
    }
    return { packages, roots, edges, reached, environment: chosen };
}

/** Names of the projects of the user's own in a `uv.lock`. */
export function memberNames(packages: LockedPackage[]): string[] {
    return packages.filter((one) => localDirectory(one) !== undefined).map(({ name }) => name);
}

function rootsOf(lock: Table, packages: LockedPackage[], member: string | undefined): LockedPackage[] {
    const local = packages.filter((one) => localDirectory(one) !== undefined);
    if (member !== undefined) {
        return local.filter(({ name }) => name === normalizedName(member));
    }
    const beside = local.filter((one) => localDirectory(one) === ".");
    const members = textsOf(table(lock, "manifest").members).map(normalizedName);
    return beside.length > 0 ? beside : local.filter(({ name }) => members.length === 0 || members.includes(name));
}
