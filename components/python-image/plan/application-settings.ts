import type { BuildPlan } from "./build-plan";
import { verifySettings } from "./verify-settings";

/** Whether anything is laid over what is assembled, or tried there. */
export function hasCode(plan: BuildPlan): boolean {
    return hasFiles(plan) || plan.writable.length > 0 || isTried(plan);
}

/** Whether the application brings files. */
export function hasFiles({ source, prepare }: BuildPlan): boolean {
    return source !== undefined || prepare.length > 0;
}

/** Whether the application is tried in the finished image. */
export function isTried({ sourceImports, smokeTests }: BuildPlan): boolean {
    return sourceImports.length > 0 || smokeTests.length > 0;
}

/** Whether the code is laid out and compiled, and no more: that takes an interpreter, and nothing that is installed. */
export function isLaidOutAlone(plan: BuildPlan): boolean {
    return plan.source !== undefined && plan.prepare.length === 0 && plan.writable.length === 0 && !isTried(plan);
}

/**
 * The contents of `application.json`, which tells the tools of the last stages what to make of the application's code. A
 * file of its own: what is tried there does not shape the environment.
 */
export function applicationSettings(plan: BuildPlan): object {
    return {
        verify: verifySettings(plan),
        imports: plan.sourceImports,
        smokeTests: plan.smokeTests,
        writable: plan.writable,
    };
}
