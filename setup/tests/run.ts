import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { run } from "node:test";
import { spec as Spec } from "node:test/reporters";
import { count, emptyTally, type Tally, type TestEnd } from "./tally";

/** A file that takes longer hangs. */
const FILE_TIMEOUT_MINUTES = 40;

/** Runs test files, each in a process of its own and some at a time, shows their reports as they come, and counts. */
export async function runTestFiles(files: string[], concurrency: number): Promise<Tally> {
    const tally = emptyTally();
    const events = run({ files, concurrency, timeout: FILE_TIMEOUT_MINUTES * 60_000 });
    await pipeline(Readable.from(counted(events, tally)), new Spec(), async (report: AsyncIterable<string>) => {
        for await (const text of report) process.stdout.write(text);
    });
    return tally;
}

interface TestEvent {
    type: string;
    data: unknown;
}

/** Passes events on, less the runner's own sums: those of all tiers are printed at the end. */
async function* counted(events: AsyncIterable<unknown>, tally: Tally): AsyncGenerator<TestEvent> {
    for await (const event of events as AsyncIterable<TestEvent>) {
        const { type, data } = event;
        if (type === "test:pass" || type === "test:fail") count(tally, type, data as TestEnd);
        const isSum = type === "test:diagnostic" && (data as { file?: string }).file === undefined;
        if (!isSum) yield event;
    }
}
