import * as path from "node:path/posix";
import type { Dependencies } from "../dependencies";
import { mayHold } from "../markers/judge";
import { normalizedName } from "../requirements-file";
import { readJson, readToml, type Table, table } from "../tables";
import { checkChoice } from "./check-choice";
import { laidOut } from "./laid-out";
import type { LockFile } from "./lock-file";
import { lockedRemotes } from "./locked-remotes";
import { constrainedBy } from "./pipenv-member";
import { type PipenvProject, pipenvProjects } from "./pipenv-projects";

/**
 * Lays out a `Pipfile.lock` with the chosen categories alone, and without the projects of the user's own, which are
 * installed in a step of their own.
 */
export function gatherPipenv(file: LockFile): Dependencies {
    const { args, directory, environment, files, problems } = file;
    const locked = readJson(file.path, files, problems);
    const manifest = path.join(directory, "Pipfile");
    const pipfile = readToml(manifest, files, problems);
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
    const requested = ["packages", ...(args.groups ?? [])].flatMap((one) =>
        Object.entries(table(pipfile, one)).filter(([, value]) => mayHold(markerOf(value), environment)),
    );
    const isInstalled = (one: PipenvProject) => args.installProject !== false || one.from !== directory;
    return {
        ...laidOut("pipenv", file.path, [{ at: file.path, text }, { at: manifest }], projects.filter(isInstalled)),
        requested: requested.map(([name]) => normalizedName(name)),
        remotes: lockedRemotes(remaining),
    };
}

const noMeta = { hash: { sha256: "" }, "pipfile-spec": 6, requires: {}, sources: [] };

/** Tables of a Pipfile, and the category of a lock, that are no groups. */
const notGroups = ["default", "packages", "source", "requires", "scripts", "pipenv", "pipfile"];

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
