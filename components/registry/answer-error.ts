import type { Challenge } from "./challenge";
import { RegistryError, type RegistryFailure } from "./error";

/** An answer of a registry that is not the one that was asked for. */
export interface RefusedAnswer {
    method: string;
    /** URL as it may be shown. */
    url: string;
    status: number;
    /** Beginning of the body, already free of secrets. */
    text: string;
    /** Ways to log in that the answer offers. */
    challenges: Challenge[];
    /** `Retry-After`, if there is one. */
    retryAfter?: string | undefined;
    /** Who is logged in: a user name; undefined if nobody. */
    username?: string | undefined;
    /** Host that answered; for the registry itself the one that a login belongs to. */
    host: string;
    /** Whether it is not the registry, but the storage that it redirects to. Defaults to false. */
    storage?: boolean;
    /** Whether the repository was to be written. Defaults to false. */
    writes?: boolean;
}

const TRANSIENT = new Set([408, 425, 429, 500, 502, 503, 504]);
/** Longest message of a registry that is repeated, in characters. */
const LONGEST_MESSAGE = 300;

/** The answer as an error that says what to do. */
export function answerError(answer: RefusedAnswer): RegistryError {
    const { method, url, status } = answer;
    const transient = TRANSIENT.has(status);
    return new RegistryError({
        method,
        url,
        status,
        ...reason(answer),
        remedy: remedy(answer),
        transient,
        retryAfterMs: transient ? retryAfterMs(answer.retryAfter) : undefined,
    });
}

/** Whether a body is a web page: what a proxy, a sign-in page or another web server answers. */
export function isWebPage(text: string): boolean {
    return /^\s*<(?:!doctype|html|\?xml|head|body)/i.test(text);
}

/** Milliseconds in `Retry-After`, which is a number of seconds or a date. */
function retryAfterMs(value: string | undefined): number | undefined {
    const milliseconds = /^\d+$/.test(value ?? "") ? Number(value) * 1000 : Date.parse(value ?? "") - Date.now();
    return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}

function reason({ status, text, challenges }: RefusedAnswer): Pick<RegistryFailure, "code" | "message"> {
    const refusal = challenges.find((challenge) => challenge.parameters.error !== undefined)?.parameters;
    const error = firstError(text);
    const code = refusal?.error?.toUpperCase() ?? error?.code ?? `HTTP ${status}`;
    const said = isWebPage(text) ? "a web page instead of a registry's answer" : (error?.message ?? text);
    const message = said.replace(/\s+/g, " ").trim().replace(/\.$/, "").slice(0, LONGEST_MESSAGE);
    return { code, message: message === "" ? "no reason was given" : message };
}

/** First error of the registry's own form `{"errors": [{code, message}]}`, or of a token service's `{"details": …}`. */
function firstError(text: string): { code: string; message: string } | undefined {
    try {
        const body = JSON.parse(text);
        const { code, message } = body.errors?.[0] ?? {};
        return typeof code === "string" ? { code, message: String(message ?? "") } : undefined;
    } catch {
        return undefined;
    }
}

function remedy(answer: RefusedAnswer): string {
    const { status, text, username, host, challenges, storage = false, writes = false } = answer;
    if (storage) {
        return `The registry keeps its blobs at "${host}", which refuses them: run it again, and look at the registry.`;
    }
    const scope = challenges.some((challenge) => challenge.parameters.error === "insufficient_scope");
    if (status === 403 || (status === 401 && scope)) {
        const who =
            username === undefined
                ? "Log in with a user"
                : `Let "${username}" ${writes ? "write" : "read"} the repository, or log in with one`;
        return `${who} that may ${writes ? "push to" : "pull from"} it.`;
    }
    if (status === 401) {
        return username === undefined
            ? `Run "docker login ${host}", or give the argument "registry".`
            : `The login of "${username}" is wrong or has expired: run "docker login ${host}" again, or correct "registry".`;
    }
    if (isWebPage(text)) {
        return `Check that "${host}" is a registry, and that no proxy or sign-in page answers in its place.`;
    }
    if (status === 404) {
        return "Check the repository's name; if the image was deleted there, push it again.";
    }
    if (status === 429) {
        return "The registry limits how often it may be asked: wait, or log in with a user that has a higher limit.";
    }
    return status >= 500
        ? "The registry itself has failed: run it again later, and look at its log."
        : `Check that "${host}" is a registry of the version 2 of the API.`;
}
