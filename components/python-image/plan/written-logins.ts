import { loginsOf } from "./url-login";

/** What tokens of hosts and indexes begin with. */
const tokenPrefix = /^(?:gh[a-z]_|github_pat_|glpat-|gldt-|pypi-|ATBB|ATATT|AKC|xox)/;

/** Whether the URLs in a text have a password or token in them that is not named as a variable. */
export function hasWrittenLogin(text: string): boolean {
    return loginsOf(text).some((login) => {
        const [user = "", ...rest] = login.split(":");
        const password = rest.join(":");
        return isWritten(password) || (isWritten(user) && password === "" && isToken(user));
    });
}

/** Variables are `${NAME}`, in a Pipfile also `$NAME`. */
function isWritten(text: string): boolean {
    return text !== "" && !/\$\{?[A-Za-z_]/.test(text);
}

/** A user name alone is none, as in `https://team@dev.azure.com/…`, unless it looks like a token; `****` is what pip shows of one. */
function isToken(user: string): boolean {
    const isRandom = user.length >= 20 && /\d/.test(user) && /[A-Za-z]/.test(user);
    return tokenPrefix.test(user) || isRandom || /^\*+$/.test(user);
}
