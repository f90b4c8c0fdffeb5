import type { Table } from "../tables";

/** What a locked package needs, or a project asks for. */
export interface Edge {
    /** Normalised. */
    name: string;
    /** Extras of it that are asked for. */
    extras: string[];
    marker: string | undefined;
    /** Where a lock holds several of the name: the version and the source of the one that is meant. */
    version?: string;
    source?: Table;
}

/** A package of a lock file, in the form that all formats have in common. */
export interface LockedPackage {
    /** Normalised. */
    name: string;
    /** Its entry in the file. */
    entry: Table;
    dependencies: Edge[];
    /** What each of its extras needs besides. */
    extras: { [name: string]: Edge[] };
    /** What each of its groups needs besides; of projects of the user's own. */
    groups: { [name: string]: Edge[] };
}
