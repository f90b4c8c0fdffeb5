import { stringify } from "smol-toml";
import { mayHold } from "../markers/judge";
import { normalizedName } from "../requirements-file";
import { packagesOf, type Table, table, textsOf } from "../tables";
import type { LockedPackage } from "./locked-package";
import { fits } from "./reach";
import { localDirectory, uvEdge } from "./uv-lock";
import type { Choice, UvSelection } from "./uv-selection";

/** Keys of a `uv.lock` that say how to read it, and not how it came about. */
const head = ["version", "revision", "requires-python", "resolution-markers", "supported-markers", "conflicts"];

/**
 * The text of a `uv.lock` that holds what is installed and no more: a change of anything else is none for the image. Versions
 * of the user's own projects are left out as well, as uv does with those that a build tells: they change with every
 * release, and nothing that others have published depends on them.
 */
export function reducedUvLock(lock: Table, { reached, roots, environment }: UvSelection, choice: Choice): string {
    const isKept = (edge: Table) => {
        const wanted = uvEdge(edge);
        return mayHold(wanted.marker, environment) && [...reached.keys()].some((one) => fits(one, wanted));
    };
    const present = new Set([...reached.keys()].map(({ name }) => name));
    const members = textsOf(table(lock, "manifest").members).filter((name) => present.has(name));
    const shared = choice.member !== undefined ? {} : table(table(lock, "manifest"), "dependency-groups");
    const groups = keptLists(shared, choice.groups.map(normalizedName), isKept);
    const manifest = {
        ...(members.length > 0 ? { members } : {}),
        ...(Object.keys(groups).length > 0 ? { "dependency-groups": groups } : {}),
    };
    const kept = Object.fromEntries(head.flatMap((key) => (lock[key] === undefined ? [] : [[key, lock[key]]])));
    const packages = packagesOf(lock).flatMap((entry) => {
        const found = [...reached.keys()].find((one) => one.entry === entry);
        return found === undefined ? [] : [reduced(found, reached.get(found) as Set<string>, roots, choice, isKept)];
    });
    return `${stringify({ ...kept, ...(Object.keys(manifest).length > 0 ? { manifest } : {}), package: packages })}\n`;
}

function reduced(
    found: LockedPackage,
    extras: Set<string>,
    roots: LockedPackage[],
    choice: Choice,
    isKept: (edge: Table) => boolean,
): Table {
    const {
        dependencies,
        metadata,
        version,
        "optional-dependencies": _,
        "dev-dependencies": __,
        ...rest
    } = found.entry;
    const optional = keptLists(table(found.entry, "optional-dependencies"), [...extras], isKept);
    const groups = roots.includes(found) ? choice.groups.map(normalizedName) : [];
    const development = keptLists(table(found.entry, "dev-dependencies"), groups, isKept);
    return {
        ...rest,
        ...(version === undefined || localDirectory(found) !== undefined ? {} : { version }),
        ...(dependencies === undefined ? {} : { dependencies: packagesOf(found.entry, "dependencies").filter(isKept) }),
        ...(Object.keys(optional).length > 0 ? { "optional-dependencies": optional } : {}),
        ...(Object.keys(development).length > 0 ? { "dev-dependencies": development } : {}),
    };
}

/** Of lists of edges by name, those of `names`, with the edges that are kept. */
function keptLists(lists: Table, names: string[], isKept: (edge: Table) => boolean): Table {
    return Object.fromEntries(
        names.filter((name) => lists[name] !== undefined).map((name) => [name, packagesOf(lists, name).filter(isKept)]),
    );
}
