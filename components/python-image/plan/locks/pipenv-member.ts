import * as path from "node:path/posix";
import type { Dependencies } from "../dependencies";
import { mayHold } from "../markers/judge";
import { normalizedName } from "../requirements-file";
import { packagesOf, type Table, table, textsOf } from "../tables";
import { laidOut } from "./laid-out";
import type { LockFile } from "./lock-file";
import { lockedRemotes } from "./locked-remotes";
import type { PipenvProject } from "./pipenv-projects";
import { edgeOf } from "./specifier";

/**
 * What one project of a `Pipfile.lock` needs. The file does not tell which package needs which: so the project's own
 * dependencies are resolved while building, within the versions that are locked.
 */
export function constrainedBy(
    file: LockFile,
    meta: Table,
    categories: Table[],
    projects: PipenvProject[],
    member: PipenvProject,
): Dependencies {
    const { args, directory, environment } = file;
    const entries = Object.entries(Object.assign({}, ...categories)) as [string, Table][];
    const constraints = entries.flatMap(([name, { version, markers }]) =>
        typeof version === "string" && version !== "*" ? [`${name}${version}${suffix(markers)}`] : [],
    );
    const reached = projectsOf(member, projects);
    const specifiers = reached
        .flatMap(({ manifest }) => textsOf(table(manifest, "project").dependencies))
        .filter((one) => !projects.some(({ name }) => name === edgeOf(one).name));
    const named = specifiers.map(edgeOf).filter(({ marker }) => mayHold(marker, environment));
    const sources = packagesOf(meta, "sources").map(({ url }) => String(url));
    const indexes = sources
        .map((url, place) => `${place === 0 ? "--index-url" : "--extra-index-url"} ${url}`)
        .filter((line) => !/ https:\/\/pypi\.org\//.test(line));
    const at = (name: string) => path.join(directory, name);
    const installed = reached.filter((one) => one !== member || args.installProject !== false);
    return {
        ...laidOut(
            "requirements",
            at("requirements.txt"),
            [
                { at: at("requirements.txt"), text: [...indexes, "-c constraints.txt", ...specifiers, ""].join("\n") },
                { at: at("constraints.txt"), text: [...constraints, ""].join("\n") },
            ],
            installed,
        ),
        requested: named.map(({ name }) => name),
        remotes: lockedRemotes({
            default: Object.fromEntries(
                entries.filter(([name]) => named.some((one) => one.name === normalizedName(name))),
            ),
        }),
    };
}

/** A project, and those beside it that it needs in turn. */
function projectsOf(member: PipenvProject, projects: PipenvProject[]): PipenvProject[] {
    const reached = [member];
    for (const one of reached) {
        const names = textsOf(table(one.manifest, "project").dependencies).map((text) => edgeOf(text).name);
        reached.push(...projects.filter((other) => names.includes(other.name) && !reached.includes(other)));
    }
    return reached;
}

function suffix(markers: unknown): string {
    return typeof markers === "string" ? ` ; ${markers}` : "";
}
