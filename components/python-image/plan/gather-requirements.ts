import * as path from "node:path/posix";
import { type Dependencies, noDependencies, type Remote } from "./dependencies";
import { checkForeignPaths } from "./foreign-paths";
import type { MarkerEnvironment } from "./markers/environment";
import { mayHold } from "./markers/judge";
import type { Problems } from "./problem";
import type { ProjectFiles } from "./project-files";
import { archive, parseRequirements, withoutLocals } from "./requirements-file";
import { commonDirectory, pathBelow } from "./staged-paths";

interface Reading {
    environment: MarkerEnvironment;
    files: ProjectFiles;
    problems: Problems;
    found: Found;
}

interface Found {
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

/** Reads a requirements file with everything that it includes, and lays out where each file is staged. */
export function gatherRequirements(
    file: string,
    environment: MarkerEnvironment,
    files: ProjectFiles,
    problems: Problems,
): Dependencies {
    const found: Found = {
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
    visit(path.normalize(file), "requirements", false, { environment, files, problems, found });
    if (found.empty && found.files.size > 0) {
        problems.add(
            "requirements",
            `at least one requirement in ${file}`,
            { phrase: "none" },
            "Name the packages to install in it.",
        );
    }
    const root = commonDirectory([...found.files.keys(), ...found.passed]);
    return {
        ...noDependencies,
        format: "requirements",
        file: pathBelow(root, path.normalize(file)),
        files: [...found.files].map(([from, text]) => ({
            from,
            to: pathBelow(root, from),
            ...(text === undefined ? {} : { text }),
        })),
        projects: found.projects.map(({ from, suffix }, place) => ({
            from,
            // In directories of their own: the name of a wheel says what it is.
            to: `${place}/${projectName(from)}`,
            suffix,
            without: [],
        })),
        requested: found.requested,
        hashed: found.hashed,
        prereleases: found.prereleases,
        remotes: found.remotes,
    };
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
        problems.add(where, "a requirements file", got, "Give its path relative to the Pulumi program.");
        return;
    }
    const text = files.text(file);
    const lines = parseRequirements(text);
    // Local projects are installed in a step of their own.
    found.files.set(file, lines.some(({ kind }) => kind === "local") ? withoutLocals(text) : undefined);
    const foreign = checkForeignPaths(file, where, text, files, problems);
    for (const line of lines) {
        const inner = `${where} (${file})`;
        if (line.kind === "include" || line.kind === "constraint") {
            if (/^(\/|[a-z]+:)/i.test(line.path)) {
                const remedy = "Keep that file beside this one, where every checkout has it.";
                problems.add(inner, "the relative path of a file", line.path, remedy);
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
            const target = path.isAbsolute(line.path) ? line.path : path.join(path.dirname(file), line.path);
            if (!foreign.includes(target)) {
                addLocal(target, line.suffix, inner, reading);
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

function addLocal(target: string, suffix: string, where: string, { files, problems, found }: Reading): void {
    found.empty = false;
    if (files.kind(target) === "missing") {
        const got = { phrase: `${target}, which does not exist` };
        problems.add(
            where,
            "a local project or archive",
            got,
            "Paths count from the requirements file that names them.",
            "PI1217",
        );
    } else if (!found.projects.some((one) => one.from === target)) {
        found.projects.push({ from: target, suffix });
    }
}

function projectName(from: string): string {
    const name = path.basename(from);
    return /^\.*$/.test(name) ? "project" : name;
}
