import { join } from "node:path";
import { ensureBuilt, root } from "./build";
import { runningReleases, stopReleasedEngine } from "./engine";
import { runCommand, StateFolder } from "./host";
import {
    emptyTally,
    removeLeftovers,
    reportLines,
    runTestFiles,
    type Selection,
    selectTests,
    skippedCount,
    type Tally,
    type Tier,
    type TierResult,
    testFiles,
    testMachine,
} from "./tests";

/** The tiers that build, push and run images. */
const MACHINE_TIERS: Tier[] = ["live", "engine", "engines", "field"];
/** Files at a time: the tests are planned for two cores, and those of the machine mostly wait for networks and engines. */
const CONCURRENCY = { pure: 2, machine: 4 };

async function main(args: string[]): Promise<void> {
    const selection = selectTests(args);
    const began = Date.now() / 1000;
    const preparation = prepare(selection);
    const results: TierResult[] = [];
    for (const [tier, beginnings] of selection) {
        // While the machine is made ready the checks may run, but no tests: they measure times.
        const obstacle = tier === "check" ? undefined : await preparation;
        const start = Date.now();
        const tally = await runTier(tier, beginnings, MACHINE_TIERS.includes(tier) ? obstacle : undefined);
        results.push({ tier, tally, seconds: (Date.now() - start) / 1000 });
    }
    // Whoever runs some tests runs them again soon, and wants what they left.
    if (args.length === 0 && (await preparation) === undefined) await removeLeftovers(await testMachine(), began);
    console.log("");
    for (const line of reportLines(results)) console.log(line);
    process.exitCode = results.some(({ tally }) => tally.failed > 0) ? 1 : 0;
}

/** Makes ready what the selected tiers need; what is in the way, if anything is. */
async function prepare(selection: Selection): Promise<string | undefined> {
    if (!MACHINE_TIERS.some((tier) => selection.has(tier))) return undefined;
    try {
        await testMachine();
        if (selection.has("engine")) await ensureBuilt();
        return undefined;
    } catch (error) {
        return (error as Error).message;
    }
}

async function runTier(tier: Tier, beginnings: string[], obstacle: string | undefined): Promise<Tally> {
    console.log(`\n=== ${tier}`);
    if (obstacle !== undefined) return failed(obstacle);
    if (tier === "check") return runChecks();
    const folder = join(root, "test", tier);
    const files = await testFiles(folder, beginnings);
    const others = tier === "engines" ? await otherReleases() : undefined;
    const concurrency = MACHINE_TIERS.includes(tier) ? CONCURRENCY.machine : CONCURRENCY.pure;
    const together = tier === "unit";
    const tally = files.length === 0 ? emptyTally() : await runTestFiles(folder, files, { concurrency, together });
    await others?.stop();
    const number = tally.passed + tally.failed + skippedCount(tally);
    return number > 0 ? tally : failed(`${tier}: expected tests, got none. Name files that are in test/${tier}.`);
}

/** Stops the engines of releases that were started in between. */
async function otherReleases(): Promise<{ stop(): Promise<void> }> {
    const state = new StateFolder();
    const before = await runningReleases(state);
    return {
        stop: async () => {
            const started = (await runningReleases(state)).filter((release) => !before.includes(release));
            for (const release of started) await state.exclusively(() => stopReleasedEngine(state, release));
        },
    };
}

async function runChecks(): Promise<Tally> {
    try {
        await runCommand("npm", ["run", "--silent", "check"], { cwd: root });
        return { ...emptyTally(), passed: 1 };
    } catch (error) {
        return failed((error as Error).message);
    }
}

function failed(message: string): Tally {
    console.log(message);
    return { ...emptyTally(), failed: 1 };
}

main(process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
