import * as path from "node:path/posix";
import { type Dependencies, type DependencyFormat, noDependencies, type Remote, type StagedFile } from "./dependencies";
import { poetryDemand, uvDemand } from "./installer-demand";
import { checkFits, pipenvPaths, poetryPaths, refusePaths, workspaceMembers } from "./locked-projects";
import { lockedRemotes } from "./locked-remotes";
import type { Problems } from "./problem";
import type { ProjectFiles } from "./project-files";
import { lockedArchives, lockedDirectories } from "./pylock";
import { requestedBy } from "./requested-by";
import { normalizedName } from "./requirements-file";
import { commonDirectory, pathBelow } from "./staged-paths";
import { packagesOf, readJson, readToml, type Table, table } from "./tables";

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
        return {
            ...laidOut(format, lock, [lock, companion], isPackage ? [directory] : [], requested, remotes),
            installerDemand: poetryDemand(directory, project),
        };
    }
    const members = workspaceMembers(locked);
    checkFits(lock, project, members, files, problems);
    const manifests = members.map((member) => path.join(directory, member.directory, "pyproject.toml"));
    const sources = members
        .filter((member) => member.isPackage)
        .map((member) => path.join(directory, member.directory));
    const archives = sourcesOf(locked).flatMap(({ path: archive }) => (typeof archive === "string" ? [archive] : []));
    const local = [...sources, ...archives.map((archive) => path.join(directory, archive))];
    return {
        ...laidOut(format, lock, [...new Set([lock, companion, ...manifests])], local, requested, remotes),
        installerDemand: uvDemand(directory, project, files, problems),
    };
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

/** Where each package of a `uv.lock` comes from. */
function sourcesOf(lock: Table): Table[] {
    return packagesOf(lock).map((one) => table(one, "source"));
}
