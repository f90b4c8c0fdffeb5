import { Strategy } from "../choices";
import type { BuildPlan } from "./build-plan";
import { normalizedName } from "./requirements-file";

/** Installers that stay only where the requirements ask for them. */
const installers = ["pip", "setuptools", "wheel", "uv"];

/** The contents of `verify.json`, which tells the tools of the verify stage what to prove and what to make. */
export function verifySettings(plan: BuildPlan, unpackedBudget: number | undefined): object {
    return {
        environment: plan.environment,
        importCheck: plan.importCheck ?? null,
        user: plan.user,
        prune: plan.prune,
        keep: plan.keep,
        bytecode: plan.bytecode,
        strategy: plan.strategy,
        wanted: wantedInstallers(plan),
        unpackedBudget: unpackedBudget ?? null,
        platform: plan.platform,
        workdir: plan.workdir,
    };
}

/** The installers that the requirements ask for. */
export function wantedInstallers(plan: BuildPlan): string[] {
    const requested = plan.dependencies.requested.map(normalizedName);
    return installers.filter((name) => requested.includes(name));
}

/** Whether the environment travels to the final stage through the verify stage. */
export function copiesEnvironment(plan: BuildPlan): boolean {
    return plan.strategy !== Strategy.SingleStage;
}
