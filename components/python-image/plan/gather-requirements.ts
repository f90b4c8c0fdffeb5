import * as path from "node:path/posix";
import { type Dependencies, noDependencies, type Remote } from "./dependencies";
import type { Problems } from "./problem";
import type { ProjectFiles } from "./project-files";
import { parseRequirements } from "./requirements-file";

interface Found {
    /** Files that the installer reads, as paths relative to the program. */
    files: string[];
    /** Local projects, directories or archives, as paths relative to the program. */
    projects: { from: string; suffix: string }[];
    requested: string[];
    remotes: Remote[];
    empty: boolean;
}

/** Reads a requirements file with everything that it includes, and lays out where each file is staged. */
export function gatherRequirements(file: string, files: ProjectFiles, problems: Problems): Dependencies {
    const found: Found = { files: [], projects: [], requested: [], remotes: [], empty: true };
    visit(path.normalize(file), "requirements", false, files, problems, found);
    if (found.empty && found.files.length > 0) {
        problems.add(
            "requirements",
            `at least one requirement in ${file}`,
            { phrase: "none" },
            "Name the packages to install in it.",
        );
    }
    const root = commonDirectory(found.files);
    return {
        ...noDependencies,
        format: "requirements",
        file: path.relative(root, path.normalize(file)),
        files: found.files.map((from) => ({ from, to: path.relative(root, from) })),
        projects: found.projects.map(({ from, suffix }, place) => ({
            from,
            to: `${place}-${projectName(from)}`,
            suffix,
        })),
        requested: found.requested,
        remotes: found.remotes,
    };
}

function visit(
    file: string,
    where: string,
    isConstraint: boolean,
    files: ProjectFiles,
    problems: Problems,
    found: Found,
): void {
    if (found.files.includes(file)) {
        return;
    }
    const kind = files.kind(file);
    if (kind !== "file") {
        const got = { phrase: kind === "missing" ? `${file}, which does not exist` : `${file}, which is a directory` };
        problems.add(where, "a requirements file", got, "Give its path relative to the Pulumi program.");
        return;
    }
    found.files.push(file);
    for (const line of parseRequirements(files.text(file))) {
        const inner = `${where} (${file})`;
        if (line.kind === "include" || line.kind === "constraint") {
            const target = path.join(path.dirname(file), line.path);
            visit(target, inner, isConstraint || line.kind === "constraint", files, problems, found);
        } else if (isConstraint) {
        } else if (line.kind === "local") {
            addLocal(path.join(path.dirname(file), line.path), line.suffix, inner, files, problems, found);
        } else if (line.kind === "remote") {
            found.empty = false;
            found.remotes.push({ where: inner, url: line.url });
        } else if (line.kind === "package") {
            found.empty = false;
            found.requested.push(line.name);
        }
    }
}

function addLocal(
    target: string,
    suffix: string,
    where: string,
    files: ProjectFiles,
    problems: Problems,
    found: Found,
): void {
    found.empty = false;
    if (files.kind(target) === "missing") {
        const got = { phrase: `${target}, which does not exist` };
        problems.add(
            where,
            "a local project or archive",
            got,
            "Paths count from the requirements file that names them.",
        );
    } else if (!found.projects.some((one) => one.from === target)) {
        found.projects.push({ from: target, suffix });
    }
}

/** The deepest directory that holds all `files`. */
export function commonDirectory(files: string[]): string {
    const [first = "", ...rest] = files.map((file) => path.dirname(file));
    let common = first.split("/");
    for (const directory of rest) {
        const parts = directory.split("/");
        const differs = common.findIndex((part, place) => part !== parts[place]);
        common = differs === -1 ? common : common.slice(0, differs);
    }
    // Above the program, `..` and `../..` share no first part: go up as far as the highest of them.
    const ups = Math.max(...files.map((file) => file.split("/").filter((part) => part === "..").length));
    const joined = common.join("/");
    return ups > joined.split("/").filter((part) => part === "..").length
        ? Array(ups).fill("..").join("/")
        : joined || ".";
}

function projectName(from: string): string {
    const name = path.basename(from);
    return /^\.*$/.test(name) ? "project" : name;
}
