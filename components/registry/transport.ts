import { Readable } from "node:stream";
import { getProxyForUrl } from "proxy-from-env";
import type * as Undici from "undici";
import type { Patience } from "./patience";
import { isLoopback } from "./reference";

/** What registries and token services are asked by. */
export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What is sent with a request: a text, or a stream of known length that can be opened again for another attempt. */
export type Body = string | Content;

/** Bytes of known length. */
export interface Content {
    /** Length in bytes. */
    size: number;
    /** Opens them, from the first one. */
    open(): AsyncIterable<Buffer>;
}

/** One request, sent as it is: no redirect is followed, nothing is tried again. */
export interface Request {
    method: Method;
    url: URL;
    headers: { [name: string]: string };
    body?: Body | undefined;
    /** Milliseconds until the answer must have been read. */
    limitMs: number;
}

/** The answer to a request. */
export interface Answer {
    status: number;
    /** A header, its name in lower case; several of one name are joined by a comma. */
    header(name: string): string | undefined;
    /** The body; it must be read to its end, or discarded. */
    body: Readable;
    /** Does away with a body that nobody wants to read. */
    discard(): Promise<void>;
}

/** Sends requests, through the proxy that `HTTPS_PROXY` and `NO_PROXY` ask for. Loopback needs none. */
export class Transport {
    readonly #agents = new Map<string, Undici.Dispatcher>();
    readonly #silenceMs: number;

    constructor(patience: Patience) {
        this.#silenceMs = patience.silenceMs;
    }

    /** @throws errors of Node and undici, which `networkError` understands. */
    async send({ method, url, headers, body, limitMs }: Request): Promise<Answer> {
        const streamed = typeof body === "object" ? Readable.from(body.open(), { objectMode: false }) : undefined;
        const length = typeof body === "object" ? { "content-length": String(body.size) } : {};
        const answer = await loadUndici().request(url, {
            method,
            headers: { "user-agent": "pulumi-python-image", ...length, ...headers },
            body: streamed ?? (body as string | undefined) ?? null,
            dispatcher: this.#agentFor(url),
            signal: AbortSignal.timeout(limitMs),
            // The answer to what takes long to send comes late.
            ...(streamed === undefined ? {} : { headersTimeout: limitMs }),
        });
        // A body that is given up emits an error that nobody waits for; who reads it gets the error all the same.
        answer.body.on("error", () => {});
        return {
            status: answer.statusCode,
            header(name) {
                const value = answer.headers[name];
                return Array.isArray(value) ? value.join(", ") : value;
            },
            body: answer.body,
            discard: () => answer.body.dump(),
        };
    }

    #agentFor(url: URL): Undici.Dispatcher {
        const { Agent, ProxyAgent } = loadUndici();
        const proxy = isLoopback(url.host) ? "" : getProxyForUrl(url.href);
        const known = this.#agents.get(proxy);
        if (known) {
            return known;
        }
        const options = {
            connections: 6,
            connect: { timeout: this.#silenceMs },
            headersTimeout: this.#silenceMs,
            bodyTimeout: this.#silenceMs,
        };
        const agent = proxy === "" ? new Agent(options) : new ProxyAgent({ uri: proxy, ...options });
        this.#agents.set(proxy, agent);
        return agent;
    }
}

/** Loaded only where a registry is spoken to: it takes a tenth of a second. */
function loadUndici(): typeof Undici {
    return require("undici");
}
