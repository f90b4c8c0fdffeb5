import { basename } from "node:path";
import type { Tier } from "./selection";
import { sum, type Tally, tallyText } from "./tally";

/** How a tier ended. */
export interface TierResult {
    tier: Tier;
    tally: Tally;
    seconds: number;
}

/** Files that take at least so long are named, so many of them. */
const SLOW = { seconds: 60, files: 6 };

/** Lines that say how each tier ended, why tests were skipped and what took long; the last one is the sum alone. */
export function reportLines(results: TierResult[]): string[] {
    const lines = results.flatMap(({ tier, tally, seconds }) => [
        `${tier}: ${tallyText(tally)} in ${seconds.toFixed(0)} s`,
        ...[...tally.skipped].map(([reason, number]) => `    ${number} skipped: ${reason}`),
        ...slowFiles(tally),
    ]);
    return [...lines, tallyText(sum(results.map((result) => result.tally)))];
}

function slowFiles(tally: Tally): string[] {
    const slow = [...tally.seconds]
        .filter(([, seconds]) => seconds >= SLOW.seconds)
        .sort((one, other) => other[1] - one[1]);
    const named = slow
        .slice(0, SLOW.files)
        .map(([file, seconds]) => `${basename(file, ".test.ts")} ${seconds.toFixed(0)} s`);
    return named.length === 0 ? [] : [`    slowest: ${named.join(", ")}`];
}
