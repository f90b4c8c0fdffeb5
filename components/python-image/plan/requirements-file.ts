import * as path from "node:path/posix";

/** One line of a requirements file, continuation lines joined, comment removed. */
export type RequirementLine =
    | { kind: "include" | "constraint"; path: string }
    | { kind: "local"; path: string; suffix: string; marker?: string }
    | { kind: "remote"; url: string; marker?: string }
    | { kind: "links"; path: string }
    | { kind: "option"; text: string }
    | { kind: "package"; name: string; hashed: boolean; marker?: string };

const nested = /^(?:-r|--requirement|-c|--constraint)(?:\s+|=|(?=[^-\s=]))(.+)$/;
const findLinks = /^(?:-f|--find-links)(?:\s+|=)(.+)$/;
const editable = /^(?:-e|--editable)(?:\s+|=)(.+)$/;
/** By such a fragment pip was told the name, and extras, before requirements had a form for it. */
const egg = /#(?:[^\s#]*&)?egg=([\w.-]+)?(\[[^\]]*\])?/;
/** The directory of a requirements file, as PDM writes it. */
const projectRoot = /^file:\/\/\/\$\{PROJECT_ROOT\}(?:\/|(?=\[|$))/;
const packageName = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(\[[^\]]*\])?\s*(?:@\s*(\S+)\s*(;.*)?)?/;
/** What the name of a package's archive ends in. */
export const archive = /\.(whl|zip|tgz|tar\.\w+)$/;
const markerPart = /;\s*(.*?)\s*(?:\s--.*)?$/;
/** A path, and behind it extras, a marker, and hashes. */
const pathParts = /^(.*?)\s*(\[[^\]]*\])?\s*(;.*?)?(?:\s--.*)?$/;

/**
 * The lines of a requirements file that the plan has to know about, well-formed or not.
 * Source: https://pip.pypa.io/en/stable/reference/requirements-file-format/
 */
export function parseRequirements(text: string): RequirementLine[] {
    return joined(text.replace(/^\uFEFF/, ""))
        .split(/\r?\n/)
        .map((line) => line.replace(/(^|\s)#.*$/, "").trim())
        .filter((line) => line !== "")
        .map((line) => ({ ...parseLine(line), ...markerOf(line) }));
}

/** What follows the last part of a requirement: `; python_version < "3.13"`, before its hashes. */
function markerOf(line: string): { marker?: string } {
    const marker = line.startsWith("-") && !editable.test(line) ? undefined : markerPart.exec(line)?.[1];
    return marker === undefined ? {} : { marker };
}

/** Lines that go on in the next one, as those of comments never do, put together. */
function joined(text: string): string {
    return text.replace(/^(?!\s*#)(.*)\\\r?\n/gm, "$1 ");
}

function parseLine(line: string): RequirementLine {
    const other = nested.exec(line);
    if (other?.[1] !== undefined) {
        return { kind: /^(-c|--constraint)/.test(line) ? "constraint" : "include", path: unquoted(other[1]) };
    }
    const edited = editable.exec(line);
    if (edited?.[1] !== undefined) {
        return place(unquoted(edited[1]));
    }
    const links = findLinks.exec(line);
    if (links?.[1] !== undefined && !/^[a-z]+:/i.test(unquoted(links[1]))) {
        return { kind: "links", path: path.normalize(unquoted(links[1])) };
    }
    if (line.startsWith("-")) {
        return { kind: "option", text: line };
    }
    const named = packageName.exec(line);
    if (named?.[3] === undefined && looksLikePath(line)) {
        return place(line);
    }
    if (named?.[3] !== undefined) {
        return place(named[3], named[2], named[4]);
    }
    return { kind: "package", name: normalizedName(named?.[1] ?? line), hashed: /--hash[= ]/.test(line) };
}

function place(target: string, extras = "", marker = ""): RequirementLine {
    if (/^[a-z+]+:\/\//i.test(target) && !target.startsWith("file:")) {
        return { kind: "remote", url: target };
    }
    const written = egg.exec(target)?.[2] ?? "";
    const here = target.replace(projectRoot, "./");
    const unmarked = here.replace(/^file:(\/\/)?/, "").replace(/#(?:egg|subdirectory|sha\d+|md5)=\S*/, written);
    const [, bare = "", ownExtras = "", ownMarker = ""] = pathParts.exec(unmarked) ?? [];
    const suffix = [ownExtras || extras, ownMarker || marker].filter((part) => part !== "").join(" ");
    return { kind: "local", path: path.normalize(bare), suffix };
}

function looksLikePath(line: string): boolean {
    return (
        /^[A-Za-z]:[\\/]/.test(line) ||
        /^git\+[\w.-]+@[\w.-]+:(?!\/\/)/.test(line) ||
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

/**
 * The text of a requirements file without its local projects, which are installed in a step of their own, and without `-e`
 * before repositories: uv takes none of these, and an image has nobody who edits them. Undefined where it stays as it is.
 */
export function textToInstall(text: string): string | undefined {
    const lines = joined(text).split(/\r?\n/);
    const changed = lines.map((line) => {
        const kind = parseRequirements(line)[0]?.kind;
        const edited = kind === "remote" ? editable.exec(line.trim())?.[1] : undefined;
        return kind === "local"
            ? `# in a step of its own: ${line.trim()}`
            : edited === undefined
              ? line
              : named(edited);
    });
    return changed.every((line, place) => line === lines[place]) ? undefined : changed.join("\n");
}

/** A repository with its name before it, where its fragment tells that: `six @ git+https://…`. */
function named(target: string): string {
    const [, name, extras = ""] = egg.exec(target) ?? [];
    return name === undefined ? target : `${name}${extras} @ ${target}`;
}

/** A distribution's name as indexes compare it: lower case, with single hyphens (PEP 503). */
export function normalizedName(name: string): string {
    return name.toLowerCase().replace(/[-_.]+/g, "-");
}
