import * as path from "node:path/posix";

/** One line of a requirements file, continuation lines joined, comment removed. */
export type RequirementLine =
    | { kind: "include" | "constraint"; path: string }
    | { kind: "local"; path: string; editable: boolean }
    | { kind: "remote"; url: string }
    | { kind: "option"; text: string }
    | { kind: "package"; name: string; hashed: boolean };

const nested = /^(?:-r|--requirement|-c|--constraint)(?:\s+|=|(?=[^-\s=]))(.+)$/;
const editable = /^(?:-e|--editable)(?:\s+|=)(.+)$/;
const packageName = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(?:@\s*(\S+))?/;

/**
 * The lines of a requirements file that the plan has to know about. Whether each is well-formed is left to the
 * installer, which is the authority on it.
 * Source: https://pip.pypa.io/en/stable/reference/requirements-file-format/
 */
export function parseRequirements(text: string): RequirementLine[] {
    return text
        .replace(/^\uFEFF/, "")
        .replace(/\\\r?\n/g, " ")
        .split(/\r?\n/)
        .map((line) => line.replace(/(^|\s)#.*$/, "").trim())
        .filter((line) => line !== "")
        .map(parseLine);
}

function parseLine(line: string): RequirementLine {
    const other = nested.exec(line);
    if (other?.[1] !== undefined) {
        return { kind: /^(-c|--constraint)/.test(line) ? "constraint" : "include", path: unquoted(other[1]) };
    }
    const edited = editable.exec(line);
    if (edited?.[1] !== undefined) {
        return place(unquoted(edited[1]), true);
    }
    if (line.startsWith("-")) {
        return { kind: "option", text: line };
    }
    if (looksLikePath(line)) {
        return place(line, false);
    }
    const named = packageName.exec(line);
    if (named?.[2] !== undefined) {
        return place(named[2], false);
    }
    return { kind: "package", name: normalizedName(named?.[1] ?? line), hashed: /--hash[= ]/.test(line) };
}

function place(target: string, isEditable: boolean): RequirementLine {
    if (/^[a-z+]+:\/\//i.test(target) && !target.startsWith("file:")) {
        return { kind: "remote", url: target };
    }
    const bare = target
        .replace(/^file:(\/\/)?/, "")
        .replace(/\s*;.*$/, "")
        .replace(/\[[^\]]*\]\s*$/, "");
    return { kind: "local", path: path.normalize(bare), editable: isEditable };
}

function looksLikePath(line: string): boolean {
    return (
        /^\.{0,2}\//.test(line) ||
        line === "." ||
        /^\.\.?(\[|\s|$)/.test(line) ||
        /^[a-z+]+:\/\//i.test(line) ||
        /^\S+\.(whl|tar\.gz|zip)(\s|$)/.test(line) ||
        /^[^\s=<>~!@;[\]]+\/\S+$/.test(line)
    );
}

function unquoted(text: string): string {
    return text.trim().replace(/^(["'])(.*)\1$/, "$2");
}

/** A distribution's name as indexes compare it: lower case, with single hyphens (PEP 503). */
export function normalizedName(name: string): string {
    return name.toLowerCase().replace(/[-_.]+/g, "-");
}
