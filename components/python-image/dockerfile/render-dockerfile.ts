import { Strategy } from "../choices";
import type { BuildPlan } from "../plan/build-plan";
import { baseOfFinalStage, codeStages } from "./application-stage";
import { assembledImage, assembledStage, minimalStages } from "./assembled-stage";
import { declaredPlatform } from "./builder-base";
import { builderStage, installerStage } from "./builder-stages";
import { finalStage } from "./final-stage";
import { interpreterStage } from "./interpreter-stage";
import { secretsStage } from "./secrets-stage";
import { runtimeStage, systemStage, verifyStage } from "./stages";
import { Words } from "./word";

/** A Dockerfile, and the build arguments that stand for values which have no literal form in it. */
export interface RenderedDockerfile {
    text: string;
    buildArguments: { [name: string]: string };
}

/** The Dockerfile of a plan. Equal plans give equal text; it needs nothing newer than Docker Engine 20.10. */
export function renderDockerfile(plan: BuildPlan): RenderedDockerfile {
    const buildArguments: { [name: string]: string } = {};
    const words = () => new Words(buildArguments);
    const stages = [
        header(plan),
        ...secretsStage(plan),
        installerStage(plan),
        builderStage(plan),
        runtimeStage(plan),
        verifyStage(plan),
        plan.strategy === Strategy.Minimal ? minimalStages(plan) : systemStage(plan),
        assembledStage(plan, words()),
        ...interpreterStage(plan, words()),
        baseOfFinalStage(plan, buildArguments),
        ...codeStages(plan, buildArguments),
        finalStage(plan, words()),
    ];
    return { text: `${stages.join("\n\n")}\n`, buildArguments };
}

function header(plan: BuildPlan): string {
    const lines = [
        "# Written by pulumi-python-image. What a step works with is mounted below /run while it runs, on a file system of",
        "# its own (tmpfs), so that no layer keeps anything of it. Each step begins with its title.",
        `ARG BUILDER_IMAGE=${plan.defaultBuilderImage}`,
    ];
    return [
        ...lines,
        ...declaredPlatform(plan),
        `ARG ${assembledImage.argument}=${assembledImage.stage}`,
        ...(plan.strategy === Strategy.SingleStage ? [] : [`ARG RUNTIME_IMAGE=${plan.defaultRuntimeImage}`]),
    ].join("\n");
}
