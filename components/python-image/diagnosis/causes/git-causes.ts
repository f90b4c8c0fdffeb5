import { withoutLogins } from "../../plan/url-login";
import type { Cause } from "./cause";

/** Known causes that lie with requirements from Git repositories. */
export const gitCauses: Cause[] = [
    {
        name: "git-login-refused",
        code: "PI2030",
        pattern:
            /fatal: Authentication failed for '(https?:\/\/[^/']+)|fatal: unable to access '(https?:\/\/[^/']+)[^']*': The requested URL returned error: 40[13]/,
        explain: ([, refused, denied]) =>
            `The Git server at ${withoutLogins(refused ?? denied ?? "")} refused the login. ` +
            "Check `gitLogins`: the host, the user name, and that the token may read the repository.",
    },
    {
        name: "git-login-missing",
        code: "PI2030",
        pattern:
            /could not read (?:Username|Password) for '(https?:\/\/[^']+)'|remote: (?:Repository not found|Not Found)[\s\S]*?'(https?:\/\/[^/']+)/i,
        explain: ([, asked, found]) => {
            const url = withoutLogins(asked ?? found ?? "");
            return (
                `The Git server at ${url} wants a login for a repository, or does not have it. ` +
                `Give one: \`gitLogins: [{ host: "${url.replace(/^https?:\/\//, "")}", password: … }]\`.`
            );
        },
    },
    {
        name: "git-over-ssh",
        code: "PI2031",
        pattern:
            /cannot run ssh|ssh: (?:not found|command not found)|Host key verification failed|Permission denied \(publickey/,
        explain: (_, output) => {
            const host = /(?:ssh:\/\/(?:[^@\s]+@)?|git@)([\w.-]+)/.exec(output)?.[1] ?? "github.com";
            return (
                `A requirement comes from ${host} by SSH, and a build has no keys. ` +
                `Give \`gitLogins: [{ host: "${host}", password: … }]\` with a token: it is fetched by HTTPS then.`
            );
        },
    },
    {
        name: "git-missing",
        code: "PI2026",
        pattern: /(git (?:executable )?(?:is )?not found|Cannot find command 'git'|Git executable not found)/i,
        explain: () =>
            'A requirement comes from a Git repository, and the builder has no Git. Add `buildPackages: ["git"]`.',
    },
    {
        name: "git-reference-missing",
        code: "PI2032",
        pattern:
            /(?:couldn't find remote ref|Did not find branch or tag|pathspec '|Could not find remote branch|unable to find (?:revision|commit)|failed to find (?:branch, tag, or commit|branch or tag|tag|commit)) ?[`']?([\w./-]*)/i,
        explain: ([, reference]) =>
            `A Git repository does not have the branch, tag or commit that a requirement names${reference ? ` (${reference})` : ""}. ` +
            "Check what stands behind its `@`, and that it was pushed.",
    },
    {
        name: "git-server-unreachable",
        code: "PI2044",
        pattern:
            /unable to access '(https?:\/\/[^/']+)[^']*': (Could not resolve (?:host|proxy)[^\n]*|Failed to connect[^\n]*|Connection (?:refused|timed out)[^\n]*)/i,
        explain: ([, server, why = ""]) =>
            `The Git server at ${withoutLogins(server ?? "")} cannot be reached: ${why.trim()}. ` +
            "Check the address of the requirement, and set HTTPS_PROXY if there is a proxy.",
    },
];
