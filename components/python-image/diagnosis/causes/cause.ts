import type { ErrorCode } from "../../../errors/codes";

/** A known way in which a build fails. */
export interface Cause {
    /** What it is called, for whoever reads this code: it never changes. */
    name: string;
    /** Its paragraph in the catalogue of errors. */
    code: ErrorCode;
    /** What the step prints then. */
    pattern: RegExp;
    /** What went wrong, and what to do, in plain words. */
    explain: (match: RegExpExecArray, output: string) => string;
}

/** The first group of `form` in the output, in brackets behind a blank; nothing where there is none. */
export function named(output: string, form: RegExp): string {
    const found = form.exec(output)?.[1];
    return found === undefined ? "" : ` (${found})`;
}
