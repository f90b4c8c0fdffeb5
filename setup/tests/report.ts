import type { Tier } from "./selection";
import { sum, type Tally, tallyText } from "./tally";

/** How a tier ended. */
export interface TierResult {
    tier: Tier;
    tally: Tally;
    seconds: number;
}

/** Lines that say how each tier ended and why tests were skipped; the last one is the sum alone. */
export function reportLines(results: TierResult[]): string[] {
    const lines = results.flatMap(({ tier, tally, seconds }) => [
        `${tier}: ${tallyText(tally)} in ${seconds.toFixed(0)} s`,
        ...[...tally.skipped].map(([reason, number]) => `    ${number} skipped: ${reason}`),
    ]);
    return [...lines, tallyText(sum(results.map((result) => result.tally)))];
}
