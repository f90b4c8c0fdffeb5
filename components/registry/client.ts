import { answerError } from "./answer-error";
import { Authorization } from "./authorization";
import { parseChallenges } from "./challenge";
import type { Credentials } from "./credentials";
import { RegistryError, shownUrl } from "./error";
import { networkError } from "./network-error";
import { DEFAULT_PATIENCE, type Patience, patiently } from "./patience";
import { isLoopback, type Repository } from "./reference";
import { readText } from "./text";
import { type Answer, Transport } from "./transport";

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

/** A successful answer and the URL, fit to be shown, that was asked for it. */
export interface Found extends Answer {
    url: string;
}

/** Reads from one repository of a registry: with login, redirects, time limits and further attempts. */
export class RegistryClient {
    /** The repository that is read. */
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
    read<T>(wanted: Wanted, consume: (found: Found) => Promise<T>): Promise<T> {
        const url = new URL(`/v2/${this.repository.path}/${wanted.path}`, this.repository.api);
        return patiently(this.#patience, async () => {
            try {
                const answer = await this.#follow(url, wanted);
                return await consume({ ...answer, url: shownUrl(url) });
            } catch (error) {
                throw networkError("GET", url, error);
            }
        });
    }

    async #follow(first: URL, wanted: Wanted): Promise<Answer> {
        let url = first;
        for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            const answer = await this.#sendAuthorized(url, wanted);
            const location = answer.status >= 300 && answer.status < 400 ? answer.header("location") : undefined;
            if (location === undefined) {
                return answer.status === 200 || answer.status === 206 ? answer : await this.#refuse(url, answer);
            }
            await answer.discard();
            url = new URL(location, url);
            if (url.protocol !== "https:" && !isLoopback(url.host)) {
                throw redirectError(first, "NOT_ENCRYPTED", `a redirect to ${url.origin}, which has no HTTPS`);
            }
        }
        throw redirectError(first, "TOO_MANY_REDIRECTS", `more than ${MOST_REDIRECTS} redirects`);
    }

    /** Sends the login to the registry alone, never to a host that it redirects to. */
    async #sendAuthorized(url: URL, wanted: Wanted): Promise<Answer> {
        const own = url.origin === this.repository.api;
        const send = () => {
            const { header } = this.#authorization;
            const headers = { ...wanted.headers, ...(own && header !== undefined ? { authorization: header } : {}) };
            const limitMs = Math.max(wanted.limitMs ?? 0, this.#patience.attemptMs);
            return this.#transport.send({ method: "GET", url, headers, limitMs }).catch((error) => {
                throw networkError("GET", url, error);
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

    async #refuse(url: URL, answer: Answer): Promise<never> {
        const own = url.origin === this.repository.api;
        throw answerError({
            method: "GET",
            url: shownUrl(url),
            status: answer.status,
            text: this.#authorization.redact(await readText(answer.body)),
            challenges: parseChallenges(this.#authorization.redact(answer.header("www-authenticate") ?? "")),
            retryAfter: answer.header("retry-after"),
            username: own ? this.#username : undefined,
            host: own ? this.repository.host : url.host,
            storage: !own,
        });
    }
}

function redirectError(url: URL, code: string, message: string): RegistryError {
    const remedy = "Check the registry's own configuration of its storage.";
    return new RegistryError({ method: "GET", url: shownUrl(url), code, message, remedy });
}
