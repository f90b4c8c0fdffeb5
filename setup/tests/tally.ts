/** How many tests of a tier ended how. */
export interface Tally {
    passed: number;
    failed: number;
    /** How many were skipped, by the reason that they gave. */
    skipped: Map<string, number>;
    /** How long the tests of a file took, in seconds, by the file's path. */
    seconds: Map<string, number>;
}

/** The part of the events of `node:test` that is counted. */
export interface TestEnd {
    name: string;
    nesting: number;
    file?: string | undefined;
    skip?: string | boolean | undefined;
    todo?: string | boolean | undefined;
    details: { type?: string | undefined; duration_ms?: number | undefined };
}

/** A tally of nothing. */
export function emptyTally(): Tally {
    return { passed: 0, failed: 0, skipped: new Map(), seconds: new Map() };
}

/** Counts the end of a test. Suites are not counted; a file that holds no test has failed. */
export function count(tally: Tally, type: "test:pass" | "test:fail", end: TestEnd): void {
    if (end.nesting === 0) addTo(tally.seconds, end.file ?? "", (end.details.duration_ms ?? 0) / 1000);
    if (end.details.type === "suite") return;
    if (type === "test:fail" || end.name === end.file) {
        tally.failed += 1;
    } else if (isSet(end.skip) || isSet(end.todo)) {
        const reason = [end.skip, end.todo].find((value) => typeof value === "string" && value !== "");
        const known = reason === undefined ? "no reason given" : String(reason);
        addTo(tally.skipped, known, 1);
    } else {
        tally.passed += 1;
    }
}

/** How many tests a tally counts as skipped. */
export function skippedCount(tally: Tally): number {
    return [...tally.skipped.values()].reduce((sum, number) => sum + number, 0);
}

/** `12 passed, 0 failed, 3 skipped`. */
export function tallyText(tally: Tally): string {
    return `${tally.passed} passed, ${tally.failed} failed, ${skippedCount(tally)} skipped`;
}

/** The sum of tallies. */
export function sum(tallies: Tally[]): Tally {
    const total = emptyTally();
    for (const tally of tallies) {
        total.passed += tally.passed;
        total.failed += tally.failed;
        for (const [reason, number] of tally.skipped) {
            addTo(total.skipped, reason, number);
        }
    }
    return total;
}

function addTo(sums: Map<string, number>, key: string, number: number): void {
    sums.set(key, (sums.get(key) ?? 0) + number);
}

function isSet(value: string | boolean | undefined): boolean {
    return value !== undefined && value !== false;
}
