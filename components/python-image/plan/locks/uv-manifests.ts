import * as path from "node:path/posix";
import { stringify } from "smol-toml";
import { normalizedName } from "../requirements-file";
import { type Table, table, textsOf } from "../tables";
import type { LockedPackage } from "./locked-package";
import { localDirectory } from "./uv-lock";
import type { Choice, UvSelection } from "./uv-selection";

/** Settings of `[tool.uv]` that shape a lock file, or how a project itself is worked on, and no installation. */
const ofLocking = [
    "workspace",
    "sources",
    "dev-dependencies",
    "default-groups",
    "dependency-groups",
    "constraint-dependencies",
    "override-dependencies",
    "exclude-dependencies",
    "environments",
    "required-environments",
    "exclude-newer",
    "exclude-newer-package",
    "build-backend",
];

/**
 * The manifests that uv wants to see beside a lock file when it installs from that: names, and for the root the settings of
 * the workspace. The dependencies that they declare are in the lock, so that an edit of anything else in a
 * `pyproject.toml` installs nothing again. As texts by their paths relative to the lock.
 */
export function uvManifests(
    project: Table,
    lock: Table,
    selection: UvSelection,
    choice: Choice,
): { to: string; text: string }[] {
    const members = [...selection.reached.keys()].filter((one) => localDirectory(one) !== undefined);
    const ofWorkspace = textsOf(table(lock, "manifest").members);
    const others = members.filter((one) => localDirectory(one) !== "." && ofWorkspace.includes(one.name));
    const atRoot = members.find((one) => localDirectory(one) === ".");
    const shared = choice.member === undefined ? choice.groups : [];
    const root = {
        ...(atRoot === undefined ? { "dependency-groups": emptyLists(shared) } : names(atRoot, selection, choice)),
        tool: {
            uv: settings(
                project,
                selection,
                others.map((one) => localDirectory(one) as string),
            ),
        },
    };
    return [
        { to: "pyproject.toml", text: textOf(root) },
        ...others.map((one) => ({
            to: path.join(localDirectory(one) as string, "pyproject.toml"),
            text: textOf(names(one, selection, choice)),
        })),
    ];
}

function names(member: LockedPackage, { reached, roots }: UvSelection, { groups }: Choice): Table {
    const extras = [...(reached.get(member) ?? [])];
    return {
        project: { name: member.name, version: "0", "optional-dependencies": emptyLists(extras) },
        ...(roots.includes(member) ? { "dependency-groups": emptyLists(groups) } : {}),
    };
}

function settings(project: Table, { reached }: UvSelection, members: string[]): Table {
    const uv = table(table(project, "tool"), "uv");
    const kept = Object.entries(uv).filter(([key]) => !ofLocking.includes(key));
    const present = new Set([...reached.keys()].map(({ name }) => name));
    // What builds a project may come from a source as well, unless that is a member which is not there.
    const sources = Object.entries(table(uv, "sources")).filter(
        ([name, source]) => present.has(normalizedName(name)) || !/"(workspace|path)"/.test(JSON.stringify(source)),
    );
    return {
        ...Object.fromEntries(kept),
        ...(sources.length > 0 ? { sources: Object.fromEntries(sources) } : {}),
        ...(members.length > 0 ? { workspace: { members: members.sort() } } : {}),
    };
}

function emptyLists(of: string[]): Table {
    return Object.fromEntries(of.map((name): [string, string[]] => [normalizedName(name), []]).sort());
}

function textOf(manifest: Table): string {
    const filled = Object.entries(manifest).filter(([, value]) => Object.keys(value as Table).length > 0);
    return `${stringify(Object.fromEntries(filled))}\n`;
}
