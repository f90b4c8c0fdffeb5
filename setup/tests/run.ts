import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { run } from "node:test";
import { spec as Spec } from "node:test/reporters";
import { count, emptyTally, type Tally, type TestEnd } from "./tally";
import { runTogether } from "./together";

/** A file that takes longer hangs. */
const FILE_TIMEOUT_MINUTES = 40;

/**
 * Runs test files, each in a process of its own and some at a time, shows their reports as they come, and counts.
 *
 * @param folder below which the files lie; those of one subject share a process, if `together` says so
 */
export async function runTestFiles(
    folder: string,
    files: string[],
    { concurrency, together }: { concurrency: number; together: boolean },
): Promise<Tally> {
    if (!together) return runFiles(files, concurrency);
    const entries = await runTogether(folder, files);
    const tally = await runFiles(entries.files, concurrency).finally(entries.remove);
    for (const file of files.filter((one) => !tally.seconds.has(one))) {
        console.log(`${file}: expected tests, got none.`);
        tally.failed += 1;
    }
    return tally;
}

async function runFiles(files: string[], concurrency: number): Promise<Tally> {
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
