import { Strategy } from "../choices";
import type { BuildPlan } from "../plan/build-plan";
import { type BindMount, mountRoot, renderCommand, toolMounts } from "./run";
import type { Words } from "./word";

/** Search path where there is no base to inherit one from. */
const scratchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Name of the build argument that stands for all below the application's code, and of the stage that makes it. */
export const assembledImage = { argument: "ASSEMBLED_IMAGE", stage: "assembled" };

/** The image that starts from scratch, proven once more as it is: without a shell, a package manager or a base. */
export function minimalStages(plan: BuildPlan): string {
    const binds: BindMount[] = [
        ...toolMounts,
        { source: "verify.json", target: `${mountRoot}/verify.json` },
        { from: "verify", source: "/out/proof", target: `${mountRoot}/proof` },
        { from: "verify", source: "/out/sbom", target: `${mountRoot}/sbom` },
    ];
    const prove = `${mountRoot}/tools/verify/minimal/prove.py`;
    const command = [`${plan.environment}/bin/python`, "-I", prove, `${mountRoot}/verify.json`];
    return [
        "# The image from scratch: the interpreter and the files that it needs, and the environment.",
        "FROM scratch AS minimal",
        "COPY --from=verify /out/system /",
        "COPY --from=verify /out/environment /",
        "",
        "# The same imports again, and what worked in the base, with nothing but what is in the image.",
        "FROM minimal AS proof",
        renderCommand(binds, command),
    ].join("\n");
}

/** All of the image but the application's code: an edit of the code leaves every layer of it alone. */
export function assembledStage(plan: BuildPlan, words: Words): string {
    return [
        "# All that lies below the application's code. Its layers go from what changes least to what changes most.",
        ...layers(plan.strategy),
        ...activation(plan, words),
    ].join("\n");
}

/** Lines that make commands of an image run in the environment, and in the working directory. */
export function activation(plan: BuildPlan, words: Words): string[] {
    const workdir = words.word(plan.workdir);
    const path = plan.strategy === Strategy.Minimal ? scratchPath : "$PATH";
    return [
        ...words.declarations,
        "# The search path activates the environment for every command, with or without a shell.",
        `ENV VIRTUAL_ENV=${plan.environment} PATH=${plan.environment}/bin:${path}`,
        `WORKDIR ${workdir}`,
    ];
}

function layers(strategy: Strategy): string[] {
    const { stage } = assembledImage;
    switch (strategy) {
        case Strategy.Minimal:
            return [`FROM minimal AS ${stage}`, "COPY --from=proof /out/sbom /"];
        case Strategy.MultiStage:
            return [
                `FROM system AS ${stage}`,
                "COPY --from=verify /out/environment /",
                "COPY --from=verify /out/sbom /",
            ];
        case Strategy.SingleStage:
            return [`FROM system AS ${stage}`, "COPY --from=verify /out/sbom /"];
    }
}
