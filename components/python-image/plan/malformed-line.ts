import type * as PipRequirements from "pip-requirements-js";
import { namedVariable } from "./named-variables";
import { parseRequirements } from "./requirements-file";

/** A line that is no requirement. */
export interface MalformedLine {
    /** From 1. */
    number: number;
    text: string;
    remedy: string;
}

const version = String.raw`(?:===\s*[^\s,;()]+|(?:[=~<>!]=|[<>])\s*v?\d[\w.*+!-]*)`;
/** A name, extras, versions, a marker (PEP 508), and what pip takes behind them. */
const usual = new RegExp(
    String.raw`^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?\s*(?:\[[\w\s.,-]*\])?\s*` +
        String.raw`(?:\(\s*)?(?:${version}(?:\s*,\s*${version})*)?(?:\s*,)?(?:\s*\))?\s*(?:;.*)?$`,
);

/** What people mean by lines that are none, the likeliest first. */
const meant: { form: RegExp; remedy: string }[] = [
    { form: /=[<>]/, remedy: "Write `>=` or `<=`." },
    {
        form: /^[\w.-]+(?:\[[^\]]*\])?\s*:?\s*["']?\s*[\^~](?![=])/,
        remedy: "Write a range, such as `>=2,<3`: `^` and `~` are Poetry's.",
    },
    { form: /^\[[\w.-]+\]$/, remedy: "It is a table of another format: give the file by its own name." },
    { form: /[<>=~!]=?\s*[\w.*+!-]+\s*[<>=~!]/, remedy: "Put a comma between two versions: `>=2,<3`." },
    { form: /^(?:from|import)\s/, remedy: "Name the package that has the module, without `import`." },
    {
        form: /^[A-Za-z0-9][\w.-]*(?:\s*,\s*|\s+)[A-Za-z0-9]/,
        remedy: "Write each requirement into a line of its own.",
    },
    { form: /(?:[=~<>!]=|[<>])\s*(?:;|,|$)/, remedy: "Name the version behind the comparison." },
    {
        form: /(?:[=~<>!]=|[<>])\s*(?:latest|newest|stable|any)\b/i,
        remedy: "Leave the version out for the newest one.",
    },
];

const rule = "Write `name`, `name==1.2` or `name[extra]>=1,<2`, and a marker behind `;`.";

/** The first line of a requirements file that neither pip nor uv can read. */
export function malformedLine(text: string): MalformedLine | undefined {
    const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
    for (let place = 0; place < lines.length; place += 1) {
        const number = place + 1;
        let whole = lines[place] as string;
        // A line goes on in the next one, unless it is a comment.
        while (whole.endsWith("\\") && !/^\s*#/.test(whole) && place + 1 < lines.length) {
            place += 1;
            whole = `${whole.slice(0, -1)} ${lines[place]}`;
        }
        if (parseRequirements(whole)[0]?.kind === "package" && !isRequirement(withoutOptions(whole))) {
            const shown = whole.trim().replace(/\s+/g, " ");
            const remedy = meant.find(({ form }) => form.test(shown))?.remedy ?? rule;
            return { number, text: shown.length > 80 ? `${shown.slice(0, 80)}…` : shown, remedy };
        }
    }
    return undefined;
}

/** A line without its comment, and what pip takes behind a requirement: hashes, most often. */
function withoutOptions(line: string): string {
    return line
        .replace(/(^|\s)#.*$/, "")
        .replace(/\s--.*$/, "")
        .replace(namedVariable, "1")
        .trim();
}

function isRequirement(text: string): boolean {
    return usual.test(text) || isRead(text);
}

/** Whether the grammar takes it, which knows forms that are rare. */
function isRead(text: string): boolean {
    try {
        return loadGrammar().parsePipRequirementsLine(text) !== null;
    } catch {
        return false;
    }
}

/** Loaded only where it is needed: to make the grammar takes as long as all of this package. */
function loadGrammar(): typeof PipRequirements {
    return require("pip-requirements-js");
}
