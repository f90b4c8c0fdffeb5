import type { Challenge } from "./challenge";
import { basicAuth, type Credentials } from "./credentials";
import { isLoopback, type Repository } from "./reference";
import { fetchToken } from "./token-service";
import type { Transport } from "./transport";

/** Who reads or writes what. */
export interface Reader {
    repository: Repository;
    /** Login; undefined to come as anybody. */
    credentials: Credentials | undefined;
    /** Milliseconds in which a token service must have answered. */
    limitMs: number;
}

/** The `Authorization` header of the requests to one repository. */
export class Authorization {
    /** The header; undefined until a challenge has been answered. */
    header: string | undefined;
    readonly #transport: Transport;
    readonly #reader: Reader;
    readonly #secrets = new Set<string>();
    readonly #alsoRead = new Set<string>();

    constructor(transport: Transport, reader: Reader) {
        this.#transport = transport;
        this.#reader = reader;
        const { credentials } = reader;
        if (credentials) {
            this.#hide(credentials.password, credentials.identityToken, basicAuth(credentials));
        }
    }

    /** From now on asks for tokens that may read this repository of the same registry, too: to mount its blobs. */
    readAlso(path: string): void {
        if (!this.#alsoRead.has(path)) {
            this.#alsoRead.add(path);
            this.header = this.header?.startsWith("Bearer ") ? undefined : this.header;
        }
    }

    /** Makes the header that a server asks for. Answers false if there is no login for it. */
    async answer(challenges: Challenge[]): Promise<boolean> {
        const { repository, credentials, limitMs } = this.#reader;
        const bearer = challenges.find(
            ({ scheme, parameters }) => scheme === "bearer" && parameters.realm !== undefined,
        );
        if (bearer) {
            const { realm = "", service, scope = `repository:${repository.path}:pull` } = bearer.parameters;
            const redact = (text: string) => this.redact(text);
            const more = [...this.#alsoRead].map((path) => `repository:${path}:pull`);
            const scopes = [...new Set([...scope.split(" "), ...more])];
            const insecure = repository.api.startsWith("http:") && !isLoopback(repository.host);
            const asked = {
                realm: new URL(realm, repository.api),
                service,
                scopes,
                credentials,
                limitMs,
                redact,
                insecure,
            };
            const token = await fetchToken(this.#transport, asked);
            this.#hide(token);
            this.header = `Bearer ${token}`;
            return true;
        }
        if (credentials && challenges.some(({ scheme }) => scheme === "basic")) {
            this.header = `Basic ${basicAuth(credentials)}`;
            return true;
        }
        return false;
    }

    /** A text of a server with every password and token in it blotted out. */
    redact(text: string): string {
        return [...this.#secrets].reduce((shown, secret) => shown.replaceAll(secret, "***"), text);
    }

    #hide(...secrets: (string | undefined)[]): void {
        for (const secret of secrets) {
            if (secret !== undefined && secret !== "") {
                this.#secrets.add(secret).add(encodeURIComponent(secret));
            }
        }
    }
}
