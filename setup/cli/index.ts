// The Pulumi CLI, and the quickstart that it deploys.
export { findPulumi, installedPulumi, type PulumiCli, type PulumiLookup } from "./cli";
export { outcomeLines } from "./outcome";
export { type QuickstartRun, runInProcess, runWithCli } from "./quickstart";
export { devStack, hasState, pulumiVariables, removeState, STACK } from "./stack";
