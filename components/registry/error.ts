import type { ErrorCode } from "../errors/codes";
import { registryCode } from "./error-code";

/** What a `RegistryError` is made of. */
export interface RegistryFailure {
    /** Method of the request: `GET`. */
    method: string;
    /** URL of the request, without its query and without a login. */
    url: string;
    /** Status of the answer; undefined if there was none. */
    status?: number | undefined;
    /** Code of the registry (`MANIFEST_UNKNOWN`), of the network (`ECONNREFUSED`), or `TIMEOUT`, `TRUNCATED`, … */
    code: string;
    /** What happened, one sentence without its full stop. */
    message: string;
    /** What to do about it, whole sentences. */
    remedy: string;
    /** Whether the same request may succeed if it is sent again. Defaults to false. */
    transient?: boolean | undefined;
    /** Milliseconds that the registry asks to wait before that. */
    retryAfterMs?: number | undefined;
}

/** A read from a registry that failed. The message is `GET https://…: CODE: what happened. What to do.` */
export class RegistryError extends Error {
    /** Method of the request: `GET`. */
    readonly method: string;
    /** URL of the request, without its query and without a login. */
    readonly url: string;
    /** Status of the answer; undefined if there was none. */
    readonly status: number | undefined;
    /** Code of the registry (`MANIFEST_UNKNOWN`), of the network (`ECONNREFUSED`), or `TIMEOUT`, `TRUNCATED`, … */
    readonly code: string;
    /** Whether the same request may succeed if it is sent again. */
    readonly transient: boolean;
    /** Milliseconds that the registry asks to wait before that. */
    readonly retryAfterMs: number | undefined;
    /** Code of its paragraph in the catalogue of errors. */
    readonly errorCode: ErrorCode;

    constructor(failure: RegistryFailure) {
        super(`${failure.method} ${failure.url}: ${failure.code}: ${failure.message}. ${failure.remedy}`);
        this.name = "RegistryError";
        this.method = failure.method;
        this.url = failure.url;
        this.status = failure.status;
        this.code = failure.code;
        this.transient = failure.transient ?? false;
        this.retryAfterMs = failure.retryAfterMs;
        this.errorCode = registryCode(failure.code, failure.status);
    }
}

/** A URL as it may be shown: without a login, query or fragment, which can hold secrets. */
export function shownUrl(url: URL): string {
    return `${url.origin}${url.pathname}`;
}

/** Whether an error says that a login is missing, wrong, or not enough. */
export function isLoginRefused(error: unknown): boolean {
    return error instanceof RegistryError && (error.status === 401 || error.status === 403);
}
