import type { ImageShape } from "../args";
import { checkLines } from "./check-lines";
import { type Dependencies, noDependencies } from "./dependencies";
import { gatherRequirements } from "./gather-requirements";
import { gatherLock } from "./locks/gather-lock";
import { lockedVersions } from "./locks/locked-versions";
import type { MarkerEnvironment } from "./markers/environment";
import type { Problems } from "./problem";
import type { ProjectFiles } from "./project-files";
import { readSpecifiers } from "./read-specifiers";
import { requirementsFormat } from "./requirements-format";

/** What `requirements`, `packages`, `extras`, `groups` and `member` ask for. */
export function gatherDependencies(
    args: ImageShape,
    environment: MarkerEnvironment,
    files: ProjectFiles,
    problems: Problems,
): Dependencies {
    const packages = args.packages ?? [];
    const inline = readSpecifiers(packages, environment, problems);
    const file = args.requirements ?? (packages.length === 0 ? defaultFile(files) : undefined);
    if (file === undefined && packages.length === 0) {
        const got = { phrase: "neither, and there is no requirements.txt" };
        problems.add("requirements", "a requirements file, or `packages`", got, "Give one of the two.");
    }
    const gathered = file === undefined ? noDependencies : gather(args, file, environment, files, problems);
    if (args.requirements === undefined && gathered.requested.includes("pulumi")) {
        const got = { phrase: `the program's own ${file}, which asks for pulumi` };
        problems.add("requirements", "those of the image", got, "Give their file, or this one if it is meant.");
    }
    if (file === undefined) {
        checkProjectOnly(args, chosenOfProjects, "only `packages`", problems);
    }
    const versions =
        file === undefined || !isLocked(gathered) || packages.length === 0 ? [] : lockedVersions(file, packages, files);
    const constraints = versions.length === 0 ? undefined : "python-image-locked.txt";
    return {
        ...gathered,
        files:
            constraints === undefined
                ? gathered.files
                : [...gathered.files, { from: file ?? "", to: constraints, text: `${versions.join("\n")}\n` }],
        constraints,
        packages: [...gathered.packages, ...packages],
        extras: args.extras ?? [],
        groups: args.groups ?? [],
        requested: [...gathered.requested, ...inline.names],
        remotes: [...gathered.remotes, ...inline.remotes],
    };
}

/** Whether it comes from a lock file, whose installer is not asked for `packages`. */
function isLocked({ format, isResolved }: Dependencies): boolean {
    return ["uv", "poetry", "pipenv", "pylock"].includes(format) || isResolved;
}

type ProjectArgument = "extras" | "groups" | "member" | "installProject";
const chosenOfProjects: ProjectArgument[] = ["extras", "groups", "member", "installProject"];

/** Notes arguments that choose from a project and its lock file, where there is none. */
function checkProjectOnly(args: ImageShape, names: ProjectArgument[], got: string, problems: Problems): void {
    for (const name of names) {
        const value = args[name];
        if (value !== undefined && !(Array.isArray(value) && value.length === 0)) {
            const locks =
                name === "member"
                    ? "a lock file of several projects (uv.lock, poetry.lock, Pipfile.lock)"
                    : "a project's file (uv.lock, poetry.lock, Pipfile.lock, pylock.toml, pyproject.toml)";
            const remedy = `Leave out \`${name}\`, or give such a file as \`requirements\`.`;
            problems.add(name, locks, { phrase: got }, remedy);
        }
    }
}

function defaultFile(files: ProjectFiles): string | undefined {
    return files.kind("requirements.txt") === "file" ? "requirements.txt" : undefined;
}

function gather(
    args: ImageShape,
    file: string,
    environment: MarkerEnvironment,
    files: ProjectFiles,
    problems: Problems,
): Dependencies {
    if (file.trim() === "") {
        problems.add("requirements", "the path of a file", file, "Leave it out, or give a path.");
        return noDependencies;
    }
    const format = requirementsFormat(file, files, problems);
    switch (format) {
        case undefined:
        case "specifiers":
            return noDependencies;
        case "requirements": {
            checkProjectOnly(args, chosenOfProjects, file, problems);
            const gathered = gatherRequirements(file, environment, files, problems);
            checkLines(args, gathered, files, problems);
            return gathered;
        }
        case "pylock":
        case "pyproject":
            checkProjectOnly(args, ["member"], file, problems);
            return gatherLock(format, file, args, environment, files, problems);
        default:
            return gatherLock(format, file, args, environment, files, problems);
    }
}
