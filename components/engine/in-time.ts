import { setTimeout as sleep } from "node:timers/promises";

/** What an answer is, if it comes within so many milliseconds and is no failure. */
export async function inTime<T>(answer: Promise<T>, mostMs: number): Promise<T | undefined> {
    const late = new AbortController();
    const timeout = sleep(mostMs, undefined, { signal: late.signal }).catch(() => undefined);
    try {
        return await Promise.race([answer.catch(() => undefined), timeout]);
    } finally {
        late.abort();
    }
}
