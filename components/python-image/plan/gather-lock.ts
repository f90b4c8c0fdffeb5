import * as path from "node:path/posix";
import { type Dependencies, type DependencyFormat, noDependencies, type Remote, type StagedFile } from "./dependencies";
import { lockedRemotes } from "./locked-remotes";
import type { Problems } from "./problem";
import type { ProjectFiles } from "./project-files";
import { lockedArchives, lockedDirectories } from "./pylock";
import { normalizedName } from "./requirements-file";
import { commonDirectory, pathBelow } from "./staged-paths";
import { readJson, readToml, type Table, table } from "./tables";

/**
 * Lays out a lock file, with the files of its project that the installer reads beside it. `chosen` are its extras and groups
 * that are installed too.
 */
export function gatherLock(
    format: DependencyFormat,
    file: string,
    chosen: string[],
    files: ProjectFiles,
    problems: Problems,
): Dependencies {
    const lock = path.normalize(file);
    const kind = files.kind(lock);
    if (kind !== "file") {
        const got = { phrase: kind === "missing" ? `${lock}, which does not exist` : `${lock}, which is a directory` };
        problems.add("requirements", "a lock file", got, "Give its path relative to the Pulumi program.");
        return { ...noDependencies, format };
    }
    if (format === "pylock") {
        const content = readToml(lock, files, problems);
        const inputs = [lock, ...lockedArchives(content, lock, files, problems)];
        return {
            ...laidOut(format, lock, inputs, [], [], lockedRemotes(content)),
            locked: packagesOf(content, "packages").map(({ name }) => normalizedName(String(name))),
            projects: lockedDirectories(content, lock, files, problems),
        };
    }
    const directory = path.dirname(lock);
    const companion = path.join(directory, format === "pipenv" ? "Pipfile" : "pyproject.toml");
    if (files.kind(companion) !== "file") {
        const got = { phrase: "none" };
        problems.add(
            "requirements",
            `${path.basename(companion)} beside ${lock}`,
            got,
            "Keep the lock file in its project.",
        );
        return { ...noDependencies, format };
    }
    if (format === "pipenv") {
        const locked = readJson(lock, files, problems);
        const categories = ["packages", ...chosen];
        refusePaths(
            lock,
            pipenvPaths(locked, ["default", ...chosen.map((one) => (one === "dev-packages" ? "develop" : one))]),
            "pipenv requirements",
            problems,
        );
        const manifest = readToml(companion, files, problems);
        const requested = categories.flatMap((one) => Object.keys(table(manifest, one))).map(normalizedName);
        return laidOut(format, lock, [lock, companion], [], requested, lockedRemotes(locked));
    }
    const project = readToml(companion, files, problems);
    const requested = requestedBy(project, chosen, format);
    const locked = readToml(lock, files, problems);
    const remotes = lockedRemotes(locked);
    if (format === "poetry") {
        refusePaths(lock, poetryPaths(locked), "poetry export", problems);
        const isPackage = table(table(project, "tool"), "poetry")["package-mode"] !== false;
        return laidOut(format, lock, [lock, companion], isPackage ? [directory] : [], requested, remotes);
    }
    const members = workspaceMembers(locked);
    checkFits(lock, project, members, files, problems);
    const manifests = members.map((member) => path.join(directory, member.directory, "pyproject.toml"));
    const sources = members
        .filter((member) => member.isPackage)
        .map((member) => path.join(directory, member.directory));
    const archives = sourcesOf(locked).flatMap(({ path: archive }) => (typeof archive === "string" ? [archive] : []));
    const local = [...sources, ...archives.map((archive) => path.join(directory, archive))];
    return laidOut(format, lock, [...new Set([lock, companion, ...manifests])], local, requested, remotes);
}

function laidOut(
    format: DependencyFormat,
    lock: string,
    inputs: string[],
    projects: string[],
    requested: string[],
    remotes: Remote[],
): Dependencies {
    const root = commonDirectory([...inputs, ...projects.map((project) => path.join(project, "pyproject.toml"))]);
    const staged = (from: string): StagedFile => ({ from, to: pathBelow(root, from) });
    return {
        ...noDependencies,
        format,
        file: pathBelow(root, lock),
        files: inputs.map(staged),
        projects: projects.map((from) => ({ ...staged(from), suffix: "" })),
        requested,
        remotes,
    };
}

function packagesOf(lock: Table, key = "package"): Table[] {
    return Array.isArray(lock[key]) ? (lock[key] as Table[]) : [];
}

/** Where each package of a `uv.lock` comes from. */
function sourcesOf(lock: Table): Table[] {
    return packagesOf(lock).map((one) => table(one, "source"));
}

/** A local project of a `uv.lock`: a workspace member or a path dependency. */
interface Member {
    directory: string;
    isPackage: boolean;
    /** Normalized names of what it asked for when it was locked; undefined where the lock does not tell. */
    locked: string[] | undefined;
}

function workspaceMembers(lock: Table): Member[] {
    return packagesOf(lock).flatMap((one) => {
        const source = table(one, "source");
        const directory = source.editable ?? source.directory ?? source.virtual;
        const required = packagesOf(table(one, "metadata"), "requires-dist");
        const locked = required.length === 0 ? undefined : required.map(({ name }) => normalizedName(String(name)));
        return typeof directory === "string" ? [{ directory, isPackage: source.virtual === undefined, locked }] : [];
    });
}

/** Notes dependencies that a project got after it was locked: they would be missing in the image. */
function checkFits(lock: string, project: Table, members: Member[], files: ProjectFiles, problems: Problems): void {
    for (const { directory, locked } of members) {
        const manifest = path.join(path.dirname(lock), directory, "pyproject.toml");
        if (locked === undefined || files.kind(manifest) !== "file") {
            continue;
        }
        const asked = requestedBy(directory === "." ? project : readToml(manifest, files, problems), [], "uv");
        const missing = asked.filter((name) => !locked.includes(name));
        if (missing.length > 0) {
            const got = { phrase: `${lock} without ${missing.join(", ")}` };
            problems.add("requirements", `a lock file that fits ${manifest}`, got, "Run `uv lock`.");
        }
    }
}

/** Notes local projects of which an exported lock file would only give a path that the build does not have. */
function refusePaths(lock: string, names: string[], command: string, problems: Problems): void {
    if (names.length > 0) {
        const got = { phrase: `${names.join(", ")} at a path in ${lock}` };
        const remedy = `Give what \`${command}\` prints as a requirements file beside it: local projects are installed from that.`;
        problems.add("requirements", "packages of an index", got, remedy);
    }
}

function poetryPaths(lock: Table): string[] {
    const local = packagesOf(lock).filter((one) => ["directory", "file"].includes(String(table(one, "source").type)));
    return local.map(({ name }) => String(name));
}

function pipenvPaths(lock: Table, categories: string[]): string[] {
    const entries = categories.flatMap((category) => Object.entries(table(lock, category)));
    return entries.filter(([, one]) => ["path", "file"].some((key) => key in Object(one))).map(([name]) => name);
}

/** Names of what `pyproject.toml` asks for by itself, with the chosen extras and groups. */
function requestedBy(project: Table, chosen: string[], format: DependencyFormat): string[] {
    const declared = table(project, "project");
    const poetry = table(table(project, "tool"), "poetry");
    const lists = [
        declared.dependencies,
        ...chosen.map((one) => table(declared, "optional-dependencies")[one]),
        ...chosen.map((one) => table(project, "dependency-groups")[one]),
    ];
    const groups = chosen.map((one) => table(table(poetry, "group"), one));
    const tables = [poetry, ...groups].map((one) => table(one, "dependencies"));
    const specifiers = lists.flatMap((list) =>
        Array.isArray(list) ? list.filter((one) => typeof one === "string") : [],
    );
    const keys = format === "poetry" ? tables.flatMap(Object.keys).filter((name) => name !== "python") : [];
    return [...specifiers, ...keys].map((one) => normalizedName(/^[A-Za-z0-9._-]+/.exec(one)?.[0] ?? one));
}
