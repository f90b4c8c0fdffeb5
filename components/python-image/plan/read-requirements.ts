import * as path from "node:path/posix";
import type { Remote } from "./dependencies";
import { checkForeignPaths } from "./foreign-paths";
import { localPlace, type NamedPath } from "./local-place";
import type { MarkerEnvironment } from "./markers/environment";
import { mayHold } from "./markers/judge";
import type { Problems } from "./problem";
import type { ProjectFiles } from "./project-files";
import { archive, parseRequirements, textToInstall } from "./requirements-file";

interface Reading {
    /** The file that includes all others. */
    outermost: string;
    environment: MarkerEnvironment;
    files: ProjectFiles;
    problems: Problems;
    found: ReadRequirements;
}

/** What a requirements file and all that it includes ask for. */
export interface ReadRequirements {
    /** Files that the installer reads, by their paths relative to the program; texts of those that are staged otherwise. */
    files: Map<string, string | undefined>;
    /** Those that were read here, and whether as constraints: a file can be both. */
    visited: Set<string>;
    /** Local projects, directories or archives, as paths relative to the program. */
    projects: { from: string; suffix: string }[];
    requested: string[];
    remotes: Remote[];
    hashed: boolean;
    prereleases: boolean;
    empty: boolean;
    /** The highest directory that each relative path goes through on its way: it has to exist where they are staged. */
    passed: string[];
}

/** Reads a requirements file with everything that it includes. */
export function readRequirements(
    file: string,
    environment: MarkerEnvironment,
    files: ProjectFiles,
    problems: Problems,
): ReadRequirements {
    const found: ReadRequirements = {
        files: new Map(),
        visited: new Set(),
        projects: [],
        requested: [],
        remotes: [],
        hashed: false,
        prereleases: false,
        empty: true,
        passed: [],
    };
    visit(file, "requirements", false, { outermost: file, environment, files, problems, found });
    return found;
}

function visit(file: string, where: string, isConstraint: boolean, reading: Reading): void {
    const { environment, files, problems, found } = reading;
    const key = `${isConstraint} ${file}`;
    if (found.visited.has(key)) {
        return;
    }
    found.visited.add(key);
    const kind = files.kind(file);
    if (kind !== "file") {
        const got = { phrase: kind === "missing" ? `${file}, which does not exist` : `${file}, which is a directory` };
        const base = file === reading.outermost ? "Give its path relative to the Pulumi program." : countedFromFile;
        problems.add(where, "a requirements file", got, base);
        found.empty = false;
        return;
    }
    const text = files.text(file);
    const lines = parseRequirements(text);
    found.files.set(file, textToInstall(text));
    const foreign = checkForeignPaths(file, where, text, files, problems);
    for (const line of lines) {
        const inner = `${where} (${file})`;
        if (line.kind === "include" || line.kind === "constraint") {
            if (/^(\/|[a-z]+:)/i.test(line.path)) {
                problems.add(inner, "the relative path of a file", line.path, elsewhereRemedy(line));
                found.empty = false;
                continue;
            }
            const target = path.join(path.dirname(file), line.path);
            found.passed.push(path.join(path.dirname(file), /^(?:\.\.\/|\.\/)*/.exec(line.path)?.[0] ?? "", "file"));
            visit(target, inner, isConstraint || line.kind === "constraint", reading);
        } else if (line.kind === "links") {
            addLinks(line.path, file, inner, reading);
        } else if (line.kind === "option") {
            found.prereleases ||= line.text === "--pre";
        } else if (isConstraint || !mayHold("marker" in line ? line.marker : undefined, environment)) {
            found.empty &&= isConstraint;
        } else if (line.kind === "local") {
            found.empty = false;
            if (!foreign.includes(line.path)) {
                const named = { name: line.path, file, outermost: reading.outermost, where: inner };
                addLocal(named, line.suffix, reading);
            }
        } else if (line.kind === "remote") {
            found.empty = false;
            found.remotes.push({ where: inner, url: line.url });
        } else if (line.kind === "package") {
            found.empty = false;
            found.requested.push(line.name);
            found.hashed ||= line.hashed;
        }
    }
}

/** Installers take paths of included files so. */
const countedFromFile = "Its path counts from the file that has this line.";

/** How a file from elsewhere comes into the build. */
function elsewhereRemedy({ kind, path: address }: { kind: "include" | "constraint"; path: string }): string {
    const beside = "Keep that file beside this one, where every checkout has it";
    const name = path.basename(address.replace(/[?#].*/, "")) || "other.txt";
    const option = kind === "constraint" ? "-c" : "-r";
    return /^https?:/.test(address)
        ? `${beside}: \`curl -o ${name} …\`, and \`${option} ${name}\` in this line.`
        : `${beside}.`;
}

/** Stages the archives of a directory that `--find-links` names. */
function addLinks(directory: string, file: string, where: string, { files, problems, found }: Reading): void {
    const target = path.join(path.dirname(file), directory);
    if (path.isAbsolute(directory) || files.kind(target) !== "directory") {
        const remedy = "Paths count from the requirements file that names them.";
        problems.add(where, "--find-links with a URL or the relative path of a directory", directory, remedy, "PI1217");
        return;
    }
    const archives = files.names(target).filter((name) => archive.test(name));
    for (const name of archives) {
        found.files.set(path.join(target, name), undefined);
    }
}

/** Stages a project or archive of the user's own. A path with backslashes is told by the check of lines. */
function addLocal(named: NamedPath, suffix: string, { files, problems, found }: Reading): void {
    const target = /^\.{1,2}\\/.test(named.name) ? undefined : localPlace(named, files, problems);
    if (target !== undefined && !found.projects.some((one) => one.from === target)) {
        found.projects.push({ from: target, suffix });
    }
}
