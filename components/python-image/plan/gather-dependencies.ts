import * as path from "node:path/posix";
import { parsePipRequirementsLine } from "pip-requirements-js";
import type { ImageShape } from "../args";
import { type Dependencies, type DependencyFormat, noDependencies } from "./dependencies";
import { gatherLock } from "./gather-lock";
import { gatherRequirements } from "./gather-requirements";
import type { Problems } from "./problem";
import type { ProjectFiles } from "./project-files";
import { normalizedName } from "./requirements-file";

/** What `requirements`, `packages`, `extras` and `groups` ask for. */
export function gatherDependencies(args: ImageShape, files: ProjectFiles, problems: Problems): Dependencies {
    const packages = args.packages ?? [];
    const requested = packages.flatMap((specifier, place) => nameOf(specifier, `packages[${place}]`, problems));
    const file = args.requirements ?? (args.packages === undefined ? defaultFile(files) : undefined);
    if (file === undefined) {
        if (packages.length === 0) {
            const got = { phrase: "neither, and there is no requirements.txt" };
            problems.add("requirements", "a requirements file, or `packages`", got, "Give one of the two.");
        }
        return { ...noDependencies, packages, requested };
    }
    const gathered = gather(file, files, problems);
    const locked = ["uv", "poetry"].includes(gathered.format) || gathered.format === "pipenv";
    for (const name of ["extras", "groups"] as const) {
        if ((args[name] ?? []).length > 0 && !locked) {
            const got = { phrase: `${name} beside ${file}` };
            problems.add(
                name,
                "a project's lock file (uv.lock, poetry.lock, Pipfile.lock)",
                got,
                `Leave out \`${name}\`.`,
            );
        }
    }
    return {
        ...gathered,
        packages,
        extras: args.extras ?? [],
        groups: args.groups ?? [],
        requested: [...gathered.requested, ...requested],
    };
}

function defaultFile(files: ProjectFiles): string | undefined {
    return files.kind("requirements.txt") === "file" ? "requirements.txt" : undefined;
}

function gather(file: string, files: ProjectFiles, problems: Problems): Dependencies {
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
        : gatherLock(format, file, files, problems);
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

function nameOf(specifier: string, where: string, problems: Problems): string[] {
    try {
        const parsed = parsePipRequirementsLine(specifier);
        if (parsed?.type === "ProjectName" || parsed?.type === "ProjectURL") {
            return [normalizedName(parsed.name)];
        }
    } catch {
        // Reported below, with what was expected instead of the parser's position.
    }
    const example = "a requirement specifier such as `numpy>=2` (PEP 508)";
    problems.add(where, example, specifier, "Options and files belong in a requirements file.");
    return [];
}
