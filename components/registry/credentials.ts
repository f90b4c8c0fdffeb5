/** A login whose values are known. */
export interface Credentials {
    /** User name. */
    username: string;
    /** Password or access token. Empty if there is only an identity token. */
    password: string;
    /** Token that a token service exchanges for access tokens, as `docker login` stores it for some registries. */
    identityToken?: string;
}

/** The login as HTTP's Basic scheme writes it. An identity token serves as the password where that is empty. */
export function basicAuth({ username, password, identityToken }: Credentials): string {
    return Buffer.from(`${username}:${password === "" ? (identityToken ?? "") : password}`).toString("base64");
}
