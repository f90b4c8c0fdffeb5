import { isDeepStrictEqual } from "node:util";
import type { MarkerEnvironment } from "../markers/environment";
import { mayHold } from "../markers/judge";
import type { Edge, LockedPackage } from "./locked-package";

/** The packages that may be installed, each with the extras of it that are needed. */
export type Reached = Map<LockedPackage, Set<string>>;

/**
 * Which packages of a lock file `edges` lead to, at once or in turn. Where a marker cannot be decided before the build its
 * package counts as reached.
 */
export function reach(packages: LockedPackage[], edges: Edge[], environment: MarkerEnvironment): Reached {
    const byName = new Map<string, LockedPackage[]>();
    for (const one of packages) {
        byName.set(one.name, [...(byName.get(one.name) ?? []), one]);
    }
    const reached: Reached = new Map();
    const waiting = [...edges];
    for (let edge = waiting.pop(); edge !== undefined; edge = waiting.pop()) {
        if (!mayHold(edge.marker, environment)) {
            continue;
        }
        for (const one of (byName.get(edge.name) ?? []).filter((candidate) => fits(candidate, edge as Edge))) {
            const extras = reached.get(one);
            const added = edge.extras.filter((extra) => !extras?.has(extra));
            reached.set(one, new Set([...(extras ?? []), ...added]));
            waiting.push(...(extras === undefined ? one.dependencies : []));
            waiting.push(...added.flatMap((extra) => one.extras[extra] ?? []));
        }
    }
    return reached;
}

/** Whether an edge means this package. */
export function fits({ name, entry }: LockedPackage, edge: Edge): boolean {
    return (
        name === edge.name &&
        (edge.version === undefined || edge.version === entry.version) &&
        (edge.source === undefined || isDeepStrictEqual(edge.source, entry.source))
    );
}
