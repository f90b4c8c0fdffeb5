import * as path from "node:path/posix";
import { parse, type TomlError } from "smol-toml";
import { Problems } from "./problem";
import type { ProjectFiles } from "./project-files";

/** A table of TOML, or an object of JSON. */
export type Table = { [key: string]: unknown };

/** The table at `key`; an empty one where there is none. */
export function table(of: Table, key: string): Table {
    const value = of[key];
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Table) : {};
}

/** The list of tables at `key`, as lock files keep packages; an empty one where there is none. */
export function packagesOf(lock: Table, key = "package"): Table[] {
    return Array.isArray(lock[key]) ? (lock[key] as Table[]) : [];
}

/** The texts of a list; none where it is no list. */
export function textsOf(value: unknown): string[] {
    return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

/** Reads a TOML file; a mistake in it is noted and gives an empty table. */
export function readToml(file: string, files: ProjectFiles, problems: Problems): Table {
    return read(file, files, problems, "TOML", (text) => parse(text) as Table);
}

/** Reads a JSON file; a mistake in it is noted and gives an empty table. */
export function readJson(file: string, files: ProjectFiles, problems: Problems): Table {
    return read(file, files, problems, "JSON", (text) => table({ all: JSON.parse(text) }, "all"));
}

function read(
    file: string,
    files: ProjectFiles,
    problems: Problems,
    language: string,
    parseText: (text: string) => Table,
): Table {
    let text = "";
    try {
        text = files.text(file);
        return parseText(text);
    } catch (error) {
        const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
        const line = (error as Partial<TomlError>).line;
        const phrase = line === undefined ? reason : `${reason} in line ${line}`;
        noteOnce(problems, `valid ${language} in ${file}`, phrase, remedyFor(file, text, line !== undefined));
        return {};
    }
}

/** A file that is read for several reasons has its mistake once. */
function noteOnce(problems: Problems, expected: string, phrase: string | undefined, remedy: string): void {
    const noted = new Problems();
    noted.add("requirements", expected, { phrase }, remedy, "PI1216");
    for (const { message, code } of noted.all.filter((one) => !problems.messages.includes(one.message))) {
        problems.take(message, code);
    }
}

/** What whoever wrote the file can do, or whoever can have it written. */
function remedyFor(file: string, text: string, hasLine: boolean): string {
    if (/^(?:<{7}|>{7})(?:\s|$)/m.test(text)) {
        return "A merge has left both versions in it: take one.";
    }
    const isWritten = /^(pyproject\.toml|uv\.toml|Pipfile)$/.test(path.basename(file));
    return !isWritten ? "Lock the project again." : hasLine ? "Correct that line." : "Mend the file.";
}
