import { Strategy } from "../choices";
import { isLaidOutAlone } from "../plan/application-settings";
import type { BuildPlan } from "../plan/build-plan";
import { activation } from "./assembled-stage";
import { renderRun, toolMounts } from "./run";
import { nameUser } from "./stages";
import type { Words } from "./word";

/** Name of the stage that takes the place of all that is installed. */
export const interpreter = "interpreter";

/**
 * What code is laid out and compiled in where all below it was published: nothing of that has to be here. No stage where
 * more is done to the code.
 */
export function interpreterStage(plan: BuildPlan, words: Words): string[] {
    if (!isLaidOutAlone(plan)) {
        return [];
    }
    const bin = `${plan.environment}/bin`;
    const step = {
        title: "Name the interpreter and the user",
        binds: toolMounts,
        commands: [nameUser(plan), `mkdir -p ${bin}`, `ln -sf "$(command -v python3)" ${bin}/python`],
    };
    return [
        [
            "# The interpreter without the environment: enough for code that is laid over an environment which was published.",
            `FROM ${plan.strategy === Strategy.SingleStage ? "$BUILDER_IMAGE" : "$RUNTIME_IMAGE"} AS ${interpreter}`,
            "USER 0",
            renderRun(step),
            ...activation(plan, words),
        ].join("\n"),
    ];
}
