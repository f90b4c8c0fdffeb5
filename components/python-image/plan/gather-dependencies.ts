import * as path from "node:path/posix";
import type { ImageShape } from "../args";
import { type Dependencies, type DependencyFormat, noDependencies } from "./dependencies";
import { gatherLock } from "./gather-lock";
import { gatherRequirements } from "./gather-requirements";
import type { Problems } from "./problem";
import type { ProjectFiles } from "./project-files";
import { readSpecifiers } from "./read-specifiers";

/** What `requirements`, `packages`, `extras` and `groups` ask for. */
export function gatherDependencies(args: ImageShape, files: ProjectFiles, problems: Problems): Dependencies {
    const packages = args.packages ?? [];
    const inline = readSpecifiers(packages, problems);
    const file = args.requirements ?? (packages.length === 0 ? defaultFile(files) : undefined);
    if (file === undefined && packages.length === 0) {
        const got = { phrase: "neither, and there is no requirements.txt" };
        problems.add("requirements", "a requirements file, or `packages`", got, "Give one of the two.");
    }
    const gathered = file === undefined ? noDependencies : gather(args, file, files, problems);
    if (args.requirements === undefined && gathered.requested.includes("pulumi")) {
        const got = { phrase: `the program's own ${file}, which asks for pulumi` };
        problems.add("requirements", "those of the image", got, "Give their file, or this one if it is meant.");
    }
    checkChosen(args, file, gathered, problems);
    return {
        ...gathered,
        packages,
        extras: args.extras ?? [],
        groups: args.groups ?? [],
        requested: [...gathered.requested, ...inline.names],
        remotes: [...gathered.remotes, ...inline.remotes],
    };
}

/** Extras and groups are chosen from those of a locked project. */
function checkChosen(args: ImageShape, file: string | undefined, { format }: Dependencies, problems: Problems): void {
    for (const name of ["extras", "groups"] as const) {
        if ((args[name] ?? []).length > 0 && !["uv", "poetry", "pipenv"].includes(format)) {
            const locks = "a project's lock file (uv.lock, poetry.lock, Pipfile.lock)";
            const got = { phrase: file === undefined ? "only `packages`" : file };
            problems.add(name, locks, got, `Leave out \`${name}\`, or give such a file as \`requirements\`.`);
        }
    }
}

function defaultFile(files: ProjectFiles): string | undefined {
    return files.kind("requirements.txt") === "file" ? "requirements.txt" : undefined;
}

function gather(args: ImageShape, file: string, files: ProjectFiles, problems: Problems): Dependencies {
    if (file.trim() === "") {
        problems.add("requirements", "the path of a file", file, "Leave it out, or give a path.");
        return noDependencies;
    }
    const format = formatOf(file);
    if (format === undefined) {
        const known = "a `.txt` or `.in` file, `pylock.toml`, `uv.lock`, `poetry.lock` or `Pipfile.lock`";
        problems.add("requirements", known, file, "The kind of file is told apart by its name.");
        return noDependencies;
    }
    return format === "requirements"
        ? gatherRequirements(file, files, problems)
        : gatherLock(format, file, [...(args.extras ?? []), ...(args.groups ?? [])], files, problems);
}

function formatOf(file: string): DependencyFormat | undefined {
    const name = path.basename(file);
    const locks: { [name: string]: DependencyFormat } = {
        "uv.lock": "uv",
        "poetry.lock": "poetry",
        "Pipfile.lock": "pipenv",
    };
    if (/^pylock(\.[^.]+)?\.toml$/.test(name)) {
        return "pylock";
    }
    // A directory or a missing file without an ending is reported as such, by the reader of requirements files.
    return locks[name] ?? (/\.(txt|in)$/.test(name) || path.extname(name) === "" ? "requirements" : undefined);
}
