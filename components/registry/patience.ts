import { setTimeout as sleep } from "node:timers/promises";
import { RegistryError } from "./error";

/** How long and how often a registry is waited for. */
export interface Patience {
    /** Most times that a request is sent. */
    attempts: number;
    /** Milliseconds before the second time; doubled for each time after it, unless the registry says how long. */
    firstPauseMs: number;
    /** A registry that asks for a longer pause than this many milliseconds is not waited for. */
    longestPauseMs: number;
    /** Milliseconds in which a connection, the first byte of an answer, and each next part of it must come. */
    silenceMs: number;
    /** Milliseconds in which an attempt must be through; large blobs get more. */
    attemptMs: number;
}

/** Five attempts within 8 s of pauses, 20 s of silence, a minute for each attempt. */
export const DEFAULT_PATIENCE: Patience = {
    attempts: 5,
    firstPauseMs: 500,
    longestPauseMs: 30_000,
    silenceMs: 20_000,
    attemptMs: 60_000,
};

/** Does something again that failed with a transient error, until patience ends; then the last error is thrown. */
export async function patiently<T>(patience: Patience, attempt: () => Promise<T>): Promise<T> {
    for (let failures = 1; ; failures++) {
        try {
            return await attempt();
        } catch (error) {
            if (!(error instanceof RegistryError) || !error.transient || failures >= patience.attempts) {
                throw error;
            }
            const pause = error.retryAfterMs ?? patience.firstPauseMs * 2 ** (failures - 1);
            if (pause > patience.longestPauseMs) {
                throw error;
            }
            await sleep(pause);
        }
    }
}
