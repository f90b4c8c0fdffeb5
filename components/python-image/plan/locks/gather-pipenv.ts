import * as path from "node:path/posix";
import { type Dependencies, noDependencies } from "../dependencies";
import { mayHold } from "../markers/judge";
import { normalizedName } from "../requirements-file";
import { readJson, readToml, type Table, table } from "../tables";
import { checkChoice } from "./check-choice";
import { checkPipfile } from "./check-pipfile";
import { laidOut } from "./laid-out";
import type { LockFile } from "./lock-file";
import { lockedRemotes } from "./locked-remotes";
import { constrainedBy } from "./pipenv-member";
import { type PipenvProject, pipenvProjects } from "./pipenv-projects";
import { pipfileRequirements } from "./pipfile-requirements";
import { readSoundly } from "./read-soundly";
import { edgeOf } from "./specifier";

/**
 * Lays out a `Pipfile.lock` with the chosen categories alone, and without the projects of the user's own, which are
 * installed in a step of their own.
 */
export function gatherPipenv(file: LockFile): Dependencies {
    const { args, directory, environment, files, problems } = file;
    const manifest = path.join(directory, "Pipfile");
    const read = readSoundly(problems, () => ({
        locked: readJson(file.path, files, problems),
        pipfile: readToml(manifest, files, problems),
    }));
    if (read === undefined) {
        return { ...noDependencies, format: "pipenv" };
    }
    const { locked, pipfile } = read;
    const categories = Object.keys(locked).filter((key) => !key.startsWith("_"));
    const names = (groups: string[]) => groups.map((one) => (one === "dev-packages" ? "develop" : one));
    const known = [...categories, ...Object.keys(pipfile)].map((one) => (one === "develop" ? "dev-packages" : one));
    checkChoice(
        "groups",
        args.groups ?? [],
        known.filter((one) => !notGroups.includes(one)),
        file.path,
        problems,
    );
    checkChoice("extras", args.extras ?? [], [], file.path, problems);
    const chosen = ["default", ...names(args.groups ?? [])];
    const projects = pipenvProjects(
        file,
        chosen.map((one) => table(locked, one)),
    );
    const member = projects.find(({ name }) => name === normalizedName(args.member ?? ""));
    checkChoice(
        "member",
        args.member === undefined ? [] : [args.member],
        projects.map(({ name }) => name),
        file.path,
        problems,
    );
    const remaining = Object.fromEntries(
        chosen.map((one) => [one, withoutProjects(table(locked, one), projects, file)]),
    );
    if (member !== undefined) {
        return constrainedBy(file, table(locked, "_meta"), Object.values(remaining), projects, member);
    }
    // Pipenv writes what it misses of these into the file, which is mounted read-only.
    const whole = { _meta: { ...noMeta, ...table(locked, "_meta") }, develop: {}, ...remaining };
    const text = `${JSON.stringify(whole, undefined, 4)}\n`;
    const asked = pipfileRequirements(pipfile, ["packages", ...(args.groups ?? [])]);
    const named = lockedNames(remaining, chosen);
    checkPipfile(file, asked, [...lockedNames(locked, chosen), ...projects.map(({ name }) => name)]);
    const requested = asked.filter(
        ({ name, marker, isElsewhere }) => mayHold(marker, environment) && (!isElsewhere || named.includes(name)),
    );
    const isInstalled = (one: PipenvProject) => args.installProject !== false || one.from !== directory;
    return {
        ...laidOut("pipenv", file.path, [{ at: file.path, text }, { at: manifest }], projects.filter(isInstalled)),
        requested: requested.map(({ name }) => name),
        remotes: lockedRemotes(remaining),
    };
}

const noMeta = { hash: { sha256: "" }, "pipfile-spec": 6, requires: {}, sources: [] };

/** Tables of a Pipfile, and the category of a lock, that are no groups. */
const notGroups = ["default", "packages", "source", "requires", "scripts", "pipenv", "pipfile"];

/** Names of all that some categories hold, whatever their markers say. */
function lockedNames(locked: Table, categories: string[]): string[] {
    return categories.flatMap((one) => Object.keys(table(locked, one)).map((key) => edgeOf(key).name));
}

function withoutProjects(category: Table, projects: PipenvProject[], { environment }: LockFile): Table {
    const kept = Object.entries(category).filter(
        ([key, entry]) => !projects.some((one) => one.key === key) && mayHold(markerOf(entry), environment),
    );
    return Object.fromEntries(kept);
}

function markerOf(entry: unknown): string | undefined {
    const { markers } = table({ entry }, "entry");
    return typeof markers === "string" ? markers : undefined;
}
