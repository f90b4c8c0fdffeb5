import { answerError, isWebPage } from "./answer-error";
import { basicAuth, type Credentials } from "./credentials";
import { RegistryError, shownUrl } from "./error";
import { networkError } from "./network-error";
import { isLoopback } from "./reference";
import { readText } from "./text";
import type { Request, Transport } from "./transport";

/** What a token service is asked for. */
export interface TokenRequest {
    /** URL of the service, from the registry's challenge. */
    realm: URL;
    service: string | undefined;
    /** What the token shall allow: `repository:team/api:pull,push`. */
    scopes: string[];
    /** Login; undefined to be let in as anybody. */
    credentials: Credentials | undefined;
    limitMs: number;
    /** Whether the registry itself has no HTTPS, and was to be used like that. */
    insecure: boolean;
    /** Blots secrets out of a text. */
    redact: (text: string) => string;
}

/** A token for a registry that wants the Bearer scheme. */
export async function fetchToken(transport: Transport, asked: TokenRequest): Promise<string> {
    const request = requestFor(asked);
    const { method, url } = request;
    if (url.protocol !== "https:" && !isLoopback(url.host) && !asked.insecure) {
        throw new RegistryError({
            method,
            url: shownUrl(url),
            code: "NOT_ENCRYPTED",
            message: "the token service has no HTTPS, so the login is not sent to it",
            remedy: "Give the registry's token service an https URL.",
        });
    }
    try {
        const answer = await transport.send(request);
        const text = await readText(answer.body);
        if (answer.status !== 200) {
            throw answerError({
                method,
                url: shownUrl(url),
                status: answer.status,
                text: asked.redact(text),
                challenges: [],
                retryAfter: answer.header("retry-after"),
                username: asked.credentials?.username,
                host: url.host,
            });
        }
        return tokenIn(text) ?? raiseNoToken(request, text);
    } catch (error) {
        throw networkError(method, url, error);
    }
}

function requestFor({ realm, service, scopes, credentials, limitMs }: TokenRequest): Request {
    const values = service === undefined ? {} : { service };
    if (credentials?.identityToken !== undefined) {
        const { identityToken: token } = credentials;
        const asks = { grant_type: "refresh_token", client_id: "pulumi-python-image", refresh_token: token };
        const form = { ...values, scope: scopes.join(" "), ...asks };
        const headers = { "content-type": "application/x-www-form-urlencoded" };
        return { method: "POST", url: realm, headers, body: new URLSearchParams(form).toString(), limitMs };
    }
    const url = new URL(realm);
    const query = { ...values, ...(credentials ? { account: credentials.username } : {}) };
    for (const [name, value] of Object.entries(query)) {
        url.searchParams.set(name, value);
    }
    for (const scope of scopes) {
        url.searchParams.append("scope", scope);
    }
    const headers = credentials ? { authorization: `Basic ${basicAuth(credentials)}` } : {};
    return { method: "GET", url, headers, limitMs };
}

function tokenIn(text: string): string | undefined {
    try {
        const { token, access_token: accessToken } = JSON.parse(text);
        const found = token ?? accessToken;
        return typeof found === "string" && found !== "" ? found : undefined;
    } catch {
        return undefined;
    }
}

function raiseNoToken({ method, url }: Request, text: string): never {
    throw new RegistryError({
        method,
        url: shownUrl(url),
        status: 200,
        code: "NO_TOKEN",
        message: isWebPage(text) ? "a web page instead of a token" : "no token in the answer",
        remedy: "Check that no proxy or sign-in page answers in place of the registry's token service.",
    });
}
