import { Installer, Strategy } from "../choices";
import type { BuildPlan } from "./build-plan";

/**
 * Whether the environment is filled on the engine's own platform, whatever the image's is: without emulation that takes
 * seconds. uv chooses the wheels of another platform, pip cannot; in SingleStage what fills the environment is what runs.
 */
export function isInstalledNatively({ platform, installer, strategy }: BuildPlan): boolean {
    return platform !== "linux/amd64" && installer === Installer.Uv && strategy !== Strategy.SingleStage;
}
