import { Strategy } from "../choices";
import type { BuildPlan } from "../plan/build-plan";
import { finalStage, minimalStages } from "./final-stage";
import { indexStage } from "./index-stage";
import { builderStage, installerStage, runtimeStage, sourceStage, systemStage, verifyStage } from "./stages";
import { Words } from "./word";

/** A Dockerfile, and the build arguments that stand for values which have no literal form in it. */
export interface RenderedDockerfile {
    text: string;
    buildArguments: { [name: string]: string };
}

/** The Dockerfile of a plan. Equal plans give equal text; it needs nothing newer than Docker Engine 20.10. */
export function renderDockerfile(plan: BuildPlan): RenderedDockerfile {
    const words = new Words();
    const last = finalStage(plan, words);
    const stages = [
        header(plan),
        ...indexStage(plan),
        installerStage(plan),
        builderStage(plan),
        runtimeStage(plan),
        verifyStage(plan),
        plan.strategy === Strategy.Minimal ? minimalStages(plan) : systemStage(plan),
        sourceStage(plan),
        last,
    ];
    return { text: `${stages.join("\n\n")}\n`, buildArguments: words.buildArguments };
}

function header(plan: BuildPlan): string {
    const lines = [
        "# Written by pulumi-python-image. What a step works with is mounted below /run while it runs, on a file system of",
        "# its own (tmpfs), so that no layer keeps anything of it. Each step begins with its title.",
        `ARG BUILDER_IMAGE=${plan.defaultBuilderImage}`,
    ];
    return [
        ...lines,
        ...(plan.strategy === Strategy.SingleStage ? [] : [`ARG RUNTIME_IMAGE=${plan.defaultRuntimeImage}`]),
    ].join("\n");
}
