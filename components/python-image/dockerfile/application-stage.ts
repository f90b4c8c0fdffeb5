import type { BuildPlan } from "../plan/build-plan";
import { homeOf } from "../plan/late-value";
import { assembledImage } from "./assembled-stage";
import { type BindMount, mountRoot, renderCommand, toolMounts } from "./run";
import type { Words } from "./word";

/** Whether anything is laid over what is assembled: there is no layer of it otherwise. */
export function hasCode(plan: BuildPlan): boolean {
    return plan.source !== undefined;
}

/**
 * What the code is laid over, with the variables of the image: the stage before, or an image that was published from it,
 * which spares the whole installation.
 */
export function baseOfFinalStage(plan: BuildPlan, words: Words): string {
    const variables = Object.entries({ HOME: homeOf(plan.variables), ...plan.variables }).map(
        ([name, value]) => `ENV ${name}=${words.word(value)}`,
    );
    return [
        "# What the application's code is laid over.",
        `FROM \${${assembledImage.argument}} AS base-of-final`,
        ...words.declarations,
        ...variables,
    ].join("\n");
}

/** Lays out the application's code below /out, with fixed times, owners and modes; and the layer that holds nothing else. */
export function codeStages(plan: BuildPlan): string[] {
    if (!hasCode(plan)) {
        return [];
    }
    const binds: BindMount[] = [...toolMounts, { source: "source", target: `${mountRoot}/source` }];
    const python = [`${plan.environment}/bin/python`, "-I", "-B"];
    const command = [...python, `${mountRoot}/tools/place.py`, `${mountRoot}/source`, "/out", plan.workdir];
    return [
        [
            "# The application's code; nothing of this stage is kept but what it lays below /out.",
            "FROM base-of-final AS application",
            "USER 0",
            renderCommand(binds, command),
        ].join("\n"),
        ["# The layer of the code, and nothing else.", "FROM scratch AS code", "COPY --from=application /out /"].join(
            "\n",
        ),
    ];
}
