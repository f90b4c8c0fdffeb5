import { withoutLogins } from "./url-login";

/** What is wrong with the URL of a package index, as a message; undefined if nothing is. */
export function indexUrlProblem(where: string, url: string): string | undefined {
    return /^https?:\/\/[^/]/.test(url) && URL.canParse(url)
        ? undefined
        : `${where}: expected an http or https URL, got ${JSON.stringify(withoutLogins(url))}. Such as "https://packages.example.org/simple".`;
}
