/** The login of each URL in a text, with the `@` behind it. */
const logins = /(?<=[a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'<>]*@/gi;

/** `text` without the logins of the URLs that it is or has in it. */
export function withoutLogins(text: string): string {
    return text.replace(logins, "");
}

/** The logins of the URLs in `text`, as they stand there: `user:password`, or a token alone. */
export function loginsOf(text: string): string[] {
    return (text.match(logins) ?? []).map((login) => login.slice(0, -1));
}

/** What is secret in the logins of the URLs in `text`, as it stands there and decoded: passwords, and tokens alone. */
export function secretsOfUrls(text: string): string[] {
    return loginsOf(text).flatMap((login) => {
        const [user = "", ...password] = login.split(":");
        const secret = password.join(":") || user;
        return [secret, decoded(secret)];
    });
}

function decoded(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}
