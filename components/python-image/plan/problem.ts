import { argumentCode } from "../../errors/argument-codes";
import type { ErrorCode } from "../../errors/codes";
import { withoutLogins } from "./url-login";

/** One mistake, and its paragraph in the catalogue of errors. */
export interface Problem {
    message: string;
    code: ErrorCode;
}

/** Collects the mistakes of one set of arguments, so that all of them are reported at once. */
export class Problems {
    readonly all: Problem[] = [];

    /** What was noted, in its order. */
    get messages(): string[] {
        return this.all.map(({ message }) => message);
    }

    /**
     * Notes a mistake as `<where>: expected <expected>, got <got>. <remedy>`.
     * `got` is quoted as JSON, unless it is a phrase such as `a directory`, given as `{ phrase }`; logins in URLs are left
     * out. Its code is that of the argument at `where`, unless a `code` says it more exactly.
     */
    add(where: string, expected: string, got: unknown, remedy: string, code?: ErrorCode): void {
        this.take(`${where}: expected ${expected}, got ${withoutLogins(quoted(got))}. ${remedy}`, code);
    }

    /** Notes a mistake that another check has put into words; undefined is none. */
    take(message: string | undefined, code?: ErrorCode): void {
        if (message !== undefined) {
            this.all.push({ message, code: code ?? argumentCode(message) });
        }
    }
}

function quoted(got: unknown): string {
    if (typeof got === "object" && got !== null && "phrase" in got) {
        return String(got.phrase);
    }
    return JSON.stringify(got) ?? "nothing";
}
