import { posix } from "node:path";
import type { ImageShape } from "../args";
import { isLate } from "./check-shapes";
import type { Problems } from "./problem";
import type { ProjectFiles } from "./project-files";

/** Checks that directories which belong to the user are no files of the source. */
export function checkWritable(args: ImageShape, files: ProjectFiles, problems: Problems): void {
    const { source, workdir = "/app", writable = [] } = args;
    if (source === undefined) {
        return;
    }
    for (const [place, directory] of writable.entries()) {
        const below = posix.relative(workdir, posix.resolve(workdir, directory));
        if (!below.startsWith("../") && files.kind(posix.join(source, below)) === "file") {
            const remedy =
                'Name the directory that holds it, "." for `workdir`: databases such as SQLite write beside the file, too.';
            problems.add(
                `writable[${place}]`,
                "a directory",
                { phrase: `${JSON.stringify(directory)}, which is a file of \`source\`` },
                remedy,
            );
        }
    }
}

/** Checks what runs in the image, and what of it is built or tried in the build. */
export function checkApplication(args: ImageShape, problems: Problems): void {
    for (const name of ["command", "entrypoint"] as const) {
        if (args[name]?.length === 0) {
            problems.add(name, "at least one word", [], "Leave it out to keep that of the base image.");
        }
        for (const [place, word] of (args[name] ?? []).entries()) {
            checkText(`${name}[${place}]`, word, problems);
        }
    }
    for (const name of ["prepare", "smokeTests"] as const) {
        for (const [place, command] of (args[name] ?? []).entries()) {
            const words: unknown = command;
            if (!Array.isArray(words) || words.length === 0 || words.some((word) => typeof word !== "string")) {
                const remedy = 'Give each command as a list of words: ["python", "manage.py", "check"].';
                problems.add(`${name}[${place}]`, "a command in exec form", words, remedy);
            }
        }
    }
    for (const [place, directory] of (args.writable ?? []).entries()) {
        const parts = directory.split("/");
        if (
            directory === "" ||
            parts.includes("..") ||
            parts.every((part) => part === "") ||
            directory.includes("\0")
        ) {
            const remedy =
                'Give "media" for one below `workdir`, "." for `workdir` itself, "/var/lib/app" for any other.';
            problems.add(`writable[${place}]`, "an absolute path, or one below `workdir`", directory, remedy);
        } else if (isOfSystem(posix.resolve(args.workdir ?? "/app", directory), args)) {
            const remedy = "The environment and the system stay root's. Name a directory of your own.";
            problems.add(`writable[${place}]`, "a directory of the application", directory, remedy);
        }
    }
    checkNames("environment", args.environment, /^[A-Za-z_][A-Za-z0-9_]*$/, problems);
    checkNames("labels", args.labels, /^[^\s"'\\$=]+$/, problems);
    checkHealthcheck(args, problems);
}

/** Directories of the system itself; what lies below some of them may be an application's. */
const systemDirectories = [
    "bin",
    "boot",
    "etc",
    "lib",
    "lib32",
    "lib64",
    "libx32",
    "root",
    "sbin",
    "usr",
    "usr/bin",
    "usr/lib",
];
/** Directories that are another file system once a container runs. */
const virtualDirectories = ["dev", "proc", "sys"];

/** Whether a path is the environment, a directory of it or above it, or one of the system's own. */
function isOfSystem(path: string, { venvName = "venv" }: ImageShape): boolean {
    const inside = (path: string, directory: string) => `${path}/`.startsWith(`${directory}/`);
    const environment = `/opt/${venvName}`;
    return (
        inside(path, environment) ||
        inside(environment, path) ||
        systemDirectories.some((name) => path === `/${name}`) ||
        virtualDirectories.some((name) => inside(path, `/${name}`))
    );
}

function checkNames(
    where: string,
    values: { [name: string]: unknown } | undefined,
    form: RegExp,
    problems: Problems,
): void {
    for (const [name, value] of Object.entries(values ?? {})) {
        const one = `${where}[${JSON.stringify(name)}]`;
        if (!form.test(name)) {
            problems.add(one, "a name without spaces and quotes", name, "Rename it.");
        }
        if (where === "environment" && ["PATH", "VIRTUAL_ENV"].includes(name)) {
            const remedy = "The environment's programs come first in it: name others by their paths.";
            problems.add(one, "a variable that the image does not set", name, remedy);
        }
        checkText(one, value, problems);
    }
}

/** A value that another resource gives is text once it is known. */
function checkText(where: string, value: unknown, problems: Problems): void {
    if (!isLate(value) && (typeof value !== "string" || value.includes("\0"))) {
        problems.add(where, "a string", { phrase: typeof value }, "Give text, or an output of another resource.");
    }
}

function checkHealthcheck(args: ImageShape, problems: Problems): void {
    const { healthcheck } = args;
    if (healthcheck?.command.length === 0) {
        problems.add(
            "healthcheck.command",
            "at least one word",
            [],
            'Give it in exec form: ["python", "-m", "health"].',
        );
    }
    for (const name of ["intervalSeconds", "timeoutSeconds", "startPeriodSeconds", "retries"] as const) {
        const value = healthcheck?.[name];
        const expected = name === "retries" ? "a whole number above 0" : "a number above 0";
        if (value !== undefined && (!(value > 0) || (name === "retries" && !Number.isInteger(value)))) {
            problems.add(`healthcheck.${name}`, expected, value, "Leave it out for the engine's default.");
        }
    }
}
