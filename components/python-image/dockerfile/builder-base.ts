import type { BuildPlan } from "../plan/build-plan";
import { isInstalledNatively } from "../plan/native-installation";

/** Name of the build argument that says on which platform the environment is filled. */
export const installationPlatform = "INSTALLATION_PLATFORM";

/** Lines that declare where the environment is filled: on the engine's own platform, unless the build is told otherwise. */
export function declaredPlatform(plan: BuildPlan): string[] {
    return isInstalledNatively(plan) ? [`ARG ${installationPlatform}=$BUILDPLATFORM`] : [];
}

/** The instruction that begins a stage of what fills the environment. */
export function fromBuilderImage(plan: BuildPlan, stage: string): string {
    const platform = isInstalledNatively(plan) ? `--platform=$${installationPlatform} ` : "";
    return `FROM ${platform}$BUILDER_IMAGE AS ${stage}`;
}
