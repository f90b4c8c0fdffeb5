import { withoutLogins } from "./url-login";

/** Collects the mistakes of one set of arguments, so that all of them are reported at once. */
export class Problems {
    readonly messages: string[] = [];

    /**
     * Notes a mistake as `<where>: expected <expected>, got <got>. <remedy>`.
     * `got` is quoted as JSON, unless it is a phrase such as `a directory`, given as `{ phrase }`; logins in URLs are left
     * out.
     */
    add(where: string, expected: string, got: unknown, remedy: string): void {
        this.messages.push(`${where}: expected ${expected}, got ${withoutLogins(quoted(got))}. ${remedy}`);
    }

    /** Notes a mistake that another check has put into words; undefined is none. */
    take(message: string | undefined): void {
        if (message !== undefined) {
            this.messages.push(message);
        }
    }
}

function quoted(got: unknown): string {
    if (typeof got === "object" && got !== null && "phrase" in got) {
        return String(got.phrase);
    }
    return JSON.stringify(got) ?? "nothing";
}
