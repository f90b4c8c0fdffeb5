import type { BuildPlan } from "./build-plan";
import { homeOf } from "./late-value";
import { isInstalledNatively } from "./native-installation";
import { normalizedName } from "./requirements-file";

/** Installers that stay only where the requirements ask for them. */
const installers = ["pip", "setuptools", "wheel", "uv"];

/** The contents of `verify.json`, which tells the tools of the verify stage what to prove and what to make. */
export function verifySettings(plan: BuildPlan): object {
    return {
        environment: plan.environment,
        importCheck: plan.importCheck ?? null,
        requested: plan.dependencies.requested.map(normalizedName),
        user: plan.user,
        prune: plan.prune,
        keep: plan.keep,
        bytecode: plan.bytecode,
        strategy: plan.strategy,
        wanted: wantedInstallers(plan),
        runtimePackages: plan.runtimePackages,
        platform: plan.platform,
        workdir: plan.workdir,
        variables: { HOME: homeOf(plan.variables), ...plan.provenVariables },
        lateVariables: plan.lateVariables,
        torchBackend: plan.torchBackend ?? null,
        installedNatively: isInstalledNatively(plan),
    };
}

/** The installers that the requirements ask for. */
export function wantedInstallers(plan: BuildPlan): string[] {
    const { dependencies } = plan;
    const requested = [...dependencies.requested, ...dependencies.locked].map(normalizedName);
    return installers.filter((name) => requested.includes(name));
}
