// What `npm test` runs, where it runs it, and how it counts.
export { removeLeftovers } from "./leftovers";
export { MACHINE, RELEASE, testMachine } from "./machine";
export { reportLines, type TierResult } from "./report";
export { runTestFiles } from "./run";
export { type Selection, selectTests, type Tier, testFiles } from "./selection";
export { emptyTally, skippedCount, type Tally } from "./tally";
