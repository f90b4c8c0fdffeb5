import * as path from "node:path/posix";
import { type Dependencies, noDependencies } from "../dependencies";
import { uvDemand } from "../installer-demand";
import { mayHold } from "../markers/judge";
import { readToml, type Table, table, textsOf } from "../tables";
import { checkChoice } from "./check-choice";
import { checkFits } from "./check-fits";
import { type LaidProject, laidOut } from "./laid-out";
import type { LockFile } from "./lock-file";
import type { LockedPackage } from "./locked-package";
import { lockedRemotes } from "./locked-remotes";
import { readSoundly } from "./read-soundly";
import { uvArchives } from "./uv-archives";
import { isPackage, localDirectory } from "./uv-lock";
import { uvManifests } from "./uv-manifests";
import { reducedUvLock } from "./uv-reduced";
import { type Choice, selectFromUv, type UvSelection } from "./uv-selection";

/**
 * Lays out what of a `uv.lock` is installed: a lock that holds that alone, the manifests that uv wants to see beside it, and
 * the trees of the local projects among it.
 */
export function gatherUv(file: LockFile): Dependencies {
    const { args, directory, files, problems } = file;
    const read = readSoundly(problems, () => ({
        lock: readToml(file.path, files, problems),
        project: readToml(path.join(directory, "pyproject.toml"), files, problems),
    }));
    if (read === undefined) {
        return { ...noDependencies, format: "uv" };
    }
    const { lock, project } = read;
    const choice: Choice = { member: args.member, extras: args.extras ?? [], groups: args.groups ?? [] };
    const selection = selectFromUv(lock, choice, file.environment);
    checkChoices(file, lock, selection, choice);
    checkFits(file, selection);
    const settings = path.join(directory, "uv.toml");
    const inputs = [
        { at: file.path, text: reducedUvLock(lock, selection, choice) },
        ...uvManifests(project, lock, selection, choice).map(({ to, text }) => ({
            at: path.join(directory, to),
            text,
        })),
        ...(files.kind(settings) === "file" ? [{ at: settings }] : []),
    ];
    const reached = [...selection.reached.keys()];
    const local = [...projectsOf(file, selection), ...uvArchives(file, reached)];
    const requested = selection.edges.filter(
        ({ name, marker }) => mayHold(marker, selection.environment) && !isNoPackage(file, selection, name),
    );
    return {
        ...laidOut("uv", file.path, inputs, local),
        requested: [...new Set(requested.map(({ name }) => name))],
        remotes: lockedRemotes({ package: reached.map(({ entry }) => entry) }),
        installerDemand: uvDemand(directory, project, files, problems),
        member: choice.member === undefined ? undefined : selection.roots[0]?.name,
        leftOut: args.installProject === false ? selection.roots.map(({ name }) => name) : [],
    };
}

function isInstalled({ args }: LockFile, { roots }: UvSelection, one: LockedPackage): boolean {
    return roots.includes(one) && args.installProject !== undefined ? args.installProject : isPackage(one);
}

/** Whether a name is that of a project of which only the dependencies are installed. */
function isNoPackage(file: LockFile, selection: UvSelection, name: string): boolean {
    return selection.packages.some((one) => one.name === name && !isInstalled(file, selection, one));
}

/** The trees of the projects that are installed. */
function projectsOf(file: LockFile, selection: UvSelection): LaidProject[] {
    const { directory, files, problems } = file;
    const { packages, reached } = selection;
    const local = packages.filter((one) => localDirectory(one) !== undefined);
    const place = (one: LockedPackage) => path.join(directory, localDirectory(one) as string);
    return local
        .filter((one) => reached.has(one) && isInstalled(file, selection, one))
        .flatMap((one) => {
            const from = place(one);
            if (files.kind(from) !== "directory") {
                const got = { phrase: `${from}, which is none` };
                problems.add(`requirements (${one.name})`, "the directory of a project", got, "Run `uv lock`.");
                return [];
            }
            // Other members may lie in the tree of this one: an edit of theirs is none of its own.
            const others = local
                .filter((other) => !reached.has(other))
                .map((other) => path.relative(from, place(other)));
            const without = others.filter((other) => other !== "" && !other.startsWith(".."));
            return [{ from, without, ...(isPackage(one) ? {} : { byPath: true }) }];
        });
}

function checkChoices(file: LockFile, lock: Table, { packages, roots }: UvSelection, choice: Choice): void {
    const { directory, files, problems } = file;
    const members = packages.filter((one) => localDirectory(one) !== undefined).map(({ name }) => name);
    checkChoice("member", choice.member === undefined ? [] : [choice.member], members, file.path, problems);
    if (roots.length === 0) {
        return;
    }
    const paths = [...new Set([".", ...roots.map((root) => localDirectory(root) as string)])]
        .map((one) => path.join(directory, one, "pyproject.toml"))
        .filter((one) => files.kind(one) === "file");
    const manifests = readSoundly(problems, () => paths.map((one) => readToml(one, files, problems)));
    if (manifests === undefined) {
        return;
    }
    const declared = (at: (manifest: Table) => Table) => manifests.flatMap((one) => Object.keys(at(one)));
    checkChoice(
        "extras",
        choice.extras,
        [
            ...roots.flatMap((root) => [
                ...Object.keys(root.extras),
                ...textsOf(table(root.entry, "metadata")["provides-extras"]),
            ]),
            ...declared((one) => table(table(one, "project"), "optional-dependencies")),
        ],
        file.path,
        problems,
    );
    checkChoice(
        "groups",
        choice.groups,
        [
            ...roots.flatMap((root) => Object.keys(root.groups)),
            ...Object.keys(table(table(lock, "manifest"), "dependency-groups")),
            ...declared((one) => table(one, "dependency-groups")),
            ...declared((one) => table(table(one, "tool"), "uv"))
                .filter((key) => key === "dev-dependencies")
                .map(() => "dev"),
        ],
        file.path,
        problems,
    );
}
