import * as path from "node:path/posix";
import { type Dependencies, noDependencies } from "../dependencies";
import { poetryDemand } from "../installer-demand";
import { mayHold } from "../markers/judge";
import { normalizedName } from "../requirements-file";
import { readToml, table } from "../tables";
import { checkChoice } from "./check-choice";
import { type LaidProject, laidOut } from "./laid-out";
import type { LockFile } from "./lock-file";
import type { LockedPackage } from "./locked-package";
import { lockedRemotes } from "./locked-remotes";
import { exportedText } from "./poetry-export";
import { lockedMarker, poetryPackages } from "./poetry-lock";
import { isPoetryPackage, poetryChoices, poetryRequests } from "./poetry-project";
import { reach } from "./reach";
import { readSoundly } from "./read-soundly";

/**
 * Lays out a `poetry.lock`: for the project beside it Poetry itself exports what is installed; for one of the projects that
 * it locks by their paths, what that reaches is written here.
 */
export function gatherPoetry(file: LockFile): Dependencies {
    const { args, directory, environment, files, problems } = file;
    const manifest = path.join(directory, "pyproject.toml");
    const read = readSoundly(problems, () => ({
        project: readToml(manifest, files, problems),
        lock: readToml(file.path, files, problems),
    }));
    if (read === undefined) {
        return { ...noDependencies, format: "poetry" };
    }
    const { project, lock } = read;
    const packages = poetryPackages(lock);
    const own = table(project, "project").name ?? table(table(project, "tool"), "poetry").name;
    const member = args.member === undefined ? undefined : normalizedName(args.member);
    const isOwn = member === undefined || member === normalizedName(String(own ?? ""));
    const local = packages.filter((one) => localPath(one) !== undefined);
    const names = [...(typeof own === "string" ? [own] : []), ...local.map(({ name }) => name)];
    checkChoice("member", member === undefined ? [] : [member], names, file.path, problems);
    const root = isOwn ? undefined : local.find(({ name }) => name === member);
    const choices = isOwn ? poetryChoices(project) : { extras: Object.keys(root?.extras ?? {}), groups: [] };
    checkChoice("extras", args.extras ?? [], choices.extras, isOwn ? manifest : file.path, problems);
    checkChoice("groups", args.groups ?? [], choices.groups, isOwn ? manifest : file.path, problems);
    const extras = (args.extras ?? []).map(normalizedName);
    const edges = isOwn
        ? poetryRequests(project, args.extras ?? [], args.groups ?? [])
        : [{ name: member as string, extras, marker: undefined }];
    const possible = packages.filter((one) => one === root || lockedMarker(one, environment) !== false);
    const reached = [...reach(possible, edges, environment).keys()];
    const isInstalled = args.installProject ?? (isOwn ? isPoetryPackage(project, directory, files) : true);
    const projects = [
        ...(isOwn && isInstalled ? [treeOf(directory, directory, [], local)] : []),
        ...reached.flatMap((one) => (one === root && !isInstalled ? [] : treesOf(file, one, reached, local))),
    ];
    const asked = isOwn ? edges : [...(root?.dependencies ?? []), ...extras.flatMap((one) => root?.extras[one] ?? [])];
    const common = {
        requested: asked.filter(({ marker }) => mayHold(marker, environment)).map(({ name }) => name),
        remotes: lockedRemotes({ package: reached.map(({ entry }) => entry) }),
    };
    if (isOwn) {
        return {
            ...laidOut("poetry", file.path, [{ at: file.path }, { at: manifest }], projects),
            ...common,
            installerDemand: poetryDemand(directory, project),
        };
    }
    const exported = exportedText(
        file,
        reached.filter((one) => !local.includes(one)),
        lock,
    );
    const at = path.join(directory, "requirements.txt");
    return { ...laidOut("requirements", at, [{ at, text: exported.text }], projects), ...common, ...exported.how };
}

/** Where a project or archive of the user's own lies, relative to the lock file; undefined of other packages. */
function localPath({ entry }: LockedPackage): string | undefined {
    const { type, url } = table(entry, "source");
    return typeof url === "string" && ["directory", "file"].includes(String(type)) ? url : undefined;
}

function treesOf(file: LockFile, one: LockedPackage, reached: LockedPackage[], local: LockedPackage[]): LaidProject[] {
    const relative = localPath(one);
    if (relative === undefined) {
        return [];
    }
    const from = path.join(file.directory, relative);
    const isDirectory = table(one.entry, "source").type === "directory";
    if (file.files.kind(from) !== (isDirectory ? "directory" : "file")) {
        const expected = isDirectory ? "the directory of a project" : "the archive that the lock file names";
        const got = { phrase: `${from}, which ${file.files.kind(from) === "missing" ? "does not exist" : "is none"}` };
        file.problems.add(`requirements (${one.name})`, expected, got, "Run `poetry lock`.");
        return [];
    }
    return [treeOf(from, file.directory, reached, local)];
}

/** The tree of a project, without others that lie in it. */
function treeOf(from: string, directory: string, reached: LockedPackage[], local: LockedPackage[]): LaidProject {
    const others = local.filter((one) => !reached.includes(one));
    const below = others.map((one) => path.relative(from, path.join(directory, localPath(one) as string)));
    return { from, without: below.filter((one) => one !== "" && !one.startsWith("..")) };
}
