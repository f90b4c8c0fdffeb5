import { answerError } from "./answer-error";
import { Authorization } from "./authorization";
import { parseChallenges } from "./challenge";
import type { Credentials } from "./credentials";
import { RegistryError, shownUrl } from "./error";
import { networkError } from "./network-error";
import { DEFAULT_PATIENCE, type Patience, patiently } from "./patience";
import { isLoopback, type Repository } from "./reference";
import { readText } from "./text";
import { type Answer, type Body, type Method, Transport } from "./transport";

/** Most redirects that are followed, from the registry to where its blobs are. */
const MOST_REDIRECTS = 5;

/** What is read from a repository. */
export interface Wanted {
    /** Path below the repository: `manifests/sha256:…`. */
    path: string;
    /** Further headers of the request. */
    headers?: { [name: string]: string };
    /** Milliseconds for this read, if more than the patience's. */
    limitMs?: number;
}

/** What is asked of a repository, to read or to write it. */
export interface Asked extends Omit<Wanted, "path"> {
    method: Method;
    /** Path below the repository, or the whole URL that the registry named for it. */
    at: string | URL;
    body?: Body;
    /** Statuses that are answers; any other is an error. */
    statuses: number[];
}

/** A successful answer and the URL, fit to be shown, that was asked for it. */
export interface Found extends Answer {
    url: string;
}

/** Reads and writes one repository of a registry: with login, redirects, time limits and further attempts. */
export class RegistryClient {
    /** The repository that is read and written. */
    readonly repository: Repository;
    readonly #patience: Patience;
    readonly #transport: Transport;
    readonly #authorization: Authorization;
    readonly #username: string | undefined;

    constructor(repository: Repository, credentials?: Credentials, patience: Patience = DEFAULT_PATIENCE) {
        this.repository = repository;
        this.#patience = patience;
        this.#username = credentials?.username;
        this.#transport = new Transport(patience);
        const reader = { repository, credentials, limitMs: patience.attemptMs };
        this.#authorization = new Authorization(this.#transport, reader);
    }

    /**
     * Reads something and takes what `consume` makes of the answer. `consume` must read the whole body; it is called
     * again with a new answer if the connection breaks meanwhile, or if it throws a transient `RegistryError`.
     *
     * @throws RegistryError
     */
    read<T>({ path: at, ...wanted }: Wanted, consume: (found: Found) => Promise<T>): Promise<T> {
        return this.ask({ ...wanted, method: "GET", at, statuses: [200, 206] }, consume);
    }

    /**
     * Asks for something, again if it fails for a passing reason, and takes what `consume` makes of the answer.
     *
     * @throws RegistryError
     */
    ask<T>(asked: Asked, consume: (found: Found) => Promise<T>): Promise<T> {
        return this.patiently(() => this.askOnce(asked, consume));
    }

    /** Does something again that fails for a passing reason, as often as this client does. */
    patiently<T>(attempt: () => Promise<T>): Promise<T> {
        return patiently(this.#patience, attempt);
    }

    /**
     * Asks for something a single time: what must not simply be sent again if it fails.
     *
     * @throws RegistryError
     */
    async askOnce<T>(asked: Asked, consume: (found: Found) => Promise<T>): Promise<T> {
        const url = this.urlOf(asked.at);
        try {
            const answer = await this.#follow(url, asked);
            return await consume({ ...answer, url: shownUrl(url) });
        } catch (error) {
            throw networkError(asked.method, url, error);
        }
    }

    /** Lets this client mount blobs of another repository of the same registry. */
    readAlso(path: string): void {
        this.#authorization.readAlso(path);
    }

    /** The URL of something below the repository, or the URL itself. */
    urlOf(at: string | URL): URL {
        return at instanceof URL ? at : new URL(`/v2/${this.repository.path}/${at}`, this.repository.api);
    }

    async #follow(first: URL, asked: Asked): Promise<Answer> {
        let url = first;
        for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            const answer = await this.#sendAuthorized(url, asked);
            const location = answer.status >= 300 && answer.status < 400 ? answer.header("location") : undefined;
            if (location === undefined) {
                return asked.statuses.includes(answer.status) ? answer : await this.#refuse(asked.method, url, answer);
            }
            await answer.discard();
            url = new URL(location, url);
            if (!this.#mayBeSentTo(url)) {
                throw redirectError(
                    asked.method,
                    first,
                    "NOT_ENCRYPTED",
                    `a redirect to ${url.origin}, which has no HTTPS`,
                );
            }
        }
        throw redirectError(asked.method, first, "TOO_MANY_REDIRECTS", `more than ${MOST_REDIRECTS} redirects`);
    }

    /** Sends the login to the registry alone, never to a host that it redirects to. */
    async #sendAuthorized(url: URL, { method, body, ...asked }: Asked): Promise<Answer> {
        const own = url.origin === this.repository.api;
        const send = () => {
            const { header } = this.#authorization;
            const headers = { ...asked.headers, ...(own && header !== undefined ? { authorization: header } : {}) };
            const limitMs = Math.max(asked.limitMs ?? 0, this.#patience.attemptMs);
            return this.#transport.send({ method, url, headers, body, limitMs }).catch((error) => {
                throw networkError(method, url, error);
            });
        };
        const answer = await send();
        const challenge = answer.header("www-authenticate");
        if (answer.status !== 401 || !own || challenge === undefined) {
            return answer;
        }
        if (!(await this.#authorization.answer(parseChallenges(challenge)))) {
            return answer;
        }
        await answer.discard();
        return send();
    }

    /** A registry without HTTPS may send on to its like. */
    #mayBeSentTo(url: URL): boolean {
        return url.protocol === "https:" || isLoopback(url.host) || url.origin === this.repository.api;
    }

    async #refuse(method: Method, url: URL, answer: Answer): Promise<never> {
        const own = url.origin === this.repository.api;
        throw answerError({
            method,
            url: shownUrl(url),
            status: answer.status,
            text: this.#authorization.redact(await readText(answer.body)),
            challenges: parseChallenges(this.#authorization.redact(answer.header("www-authenticate") ?? "")),
            retryAfter: answer.header("retry-after"),
            username: own ? this.#username : undefined,
            host: own ? this.repository.host : url.host,
            storage: !own,
            writes: method !== "GET" && method !== "HEAD",
        });
    }
}

function redirectError(method: Method, url: URL, code: string, message: string): RegistryError {
    const remedy = "Check the registry's own configuration of its storage.";
    return new RegistryError({ method, url: shownUrl(url), code, message, remedy });
}
