import { Strategy } from "../choices";
import { hasCode, isLaidOutAlone, isTried } from "../plan/application-settings";
import type { BuildPlan } from "../plan/build-plan";
import { homeOf } from "../plan/late-value";
import { fullAccess } from "./access";
import { assembledImage } from "./assembled-stage";
import { type BindMount, mountRoot, renderCommand, renderRun, toolMounts } from "./run";
import { shellWord, Words } from "./word";

type BuildArguments = { [name: string]: string };

/** Where these stages lay out what goes on: verify, from which one of them is, has things of its own beside it. */
const out = "/out/code";
/** What the tools of these stages are told. */
const order: BindMount = { source: "application.json", target: `${mountRoot}/application.json` };

/** The source, as it was staged. */
const stagedSource: BindMount = { source: "source", target: `${mountRoot}/source` };

/**
 * What the code is laid over, with the variables of the image: the stage before, or an image that was published from it,
 * which spares the whole installation.
 */
export function baseOfFinalStage(plan: BuildPlan, buildArguments: BuildArguments): string {
    return [
        "# What the application's code is laid over.",
        `FROM \${${assembledImage.argument}} AS base-of-final`,
        ...variables(plan, buildArguments),
    ].join("\n");
}

/**
 * The stages of the application's code: laid out, prepared, finished in the image itself, and the layer that holds it and
 * nothing else. No stage where there is none.
 */
export function codeStages(plan: BuildPlan, buildArguments: BuildArguments): string[] {
    if (!hasCode(plan)) {
        return [];
    }
    const isPrepared = plan.prepare.length > 0;
    const isRehearsed = plan.strategy === Strategy.Minimal && isTried(plan);
    const needsBase = plan.strategy === Strategy.Minimal && (isPrepared || isRehearsed);
    return [
        ...(plan.source === undefined || isLaidOutAlone(plan) ? [] : [sourceStage(plan)]),
        ...(needsBase ? [workshopStage(plan, buildArguments)] : []),
        ...(isPrepared ? [preparedStage(plan)] : []),
        ...(isRehearsed ? [rehearsalStage(plan)] : []),
        isLaidOutAlone(plan) ? laidOutStage(plan) : applicationStage(plan, isRehearsed),
        ["# The layer of the code, and nothing else.", "FROM scratch AS code", `COPY --from=application ${out} /`].join(
            "\n",
        ),
    ];
}

/** Lays the source out with fixed times, owners and modes. */
function sourceStage(plan: BuildPlan): string {
    const binds: BindMount[] = [...toolMounts, stagedSource];
    return [
        "# The application's source.",
        "FROM base-of-final AS source",
        "USER 0",
        renderCommand(binds, python(plan, "place.py", [stagedSource.target, out, plan.workdir])),
    ].join("\n");
}

/** The environment in the base that the image from scratch is made from, which has a shell and all libraries. */
function workshopStage(plan: BuildPlan, buildArguments: BuildArguments): string {
    return [
        "# The base of the files that the image starts from, with the environment.",
        "FROM verify AS workshop",
        "COPY --from=verify /out/environment /",
        `ENV VIRTUAL_ENV=${plan.environment} PATH=${plan.environment}/bin:$PATH`,
        ...variables(plan, buildArguments),
    ].join("\n");
}

/** Runs the user's own commands, with all that the installation has; what they have written below /out is kept. */
function preparedStage(plan: BuildPlan): string {
    const before = baseWithShell(plan);
    const { binds, commands } = fullAccess(plan);
    const steps = plan.prepare.map((command) => {
        const words = command.map(shellWord).join(" ");
        // Bytecode of the code is made later, without times.
        const run = [...commands, "export PYTHONDONTWRITEBYTECODE=1", `cd ${shellWord(plan.workdir)}`, words];
        return renderRun({
            title: `Prepare the application: ${titleOf(command)}`,
            binds,
            commands: run,
        });
    });
    const collect = [...toolMounts, order, { from: before, source: "/", target: `${mountRoot}/before` }];
    return [
        "# What the application's own commands make of it.",
        `FROM ${before} AS prepared`,
        "USER 0",
        ...(plan.source === undefined ? [] : [`COPY --from=source ${out} /`]),
        ...steps,
        renderCommand(collect, python(plan, "verify/application/collect.py", [order.target])),
    ].join("\n");
}

/** Finds what the image from scratch lacks for the application. */
function rehearsalStage(plan: BuildPlan): string {
    const image: BindMount = { from: "base-of-final", source: "/", target: `${mountRoot}/image` };
    return [
        "# What the application uses of the base, and the image from scratch has not yet.",
        "FROM workshop AS rehearsal",
        ...codeOf(plan).map((stage) => `COPY --from=${stage} ${out} /`),
        renderCommand([...toolMounts, order, image], python(plan, "verify/application/rehearse.py", [order.target])),
    ].join("\n");
}

/** Compiles the code and tries it in the image as it will be. */
function applicationStage(plan: BuildPlan, isRehearsed: boolean): string {
    const code = codeOf(plan);
    const rehearsed = isRehearsed ? ["rehearsal"] : [];
    const binds: BindMount[] = [
        ...toolMounts,
        order,
        ...code.map((from) => ({ from, source: out, target: `${mountRoot}/code` })),
        ...rehearsed.map((from) => ({ from, source: out, target: `${mountRoot}/rehearsed` })),
    ];
    return [
        "# The application in the image; nothing of this stage is kept but what it lays below /out.",
        "FROM base-of-final AS application",
        "USER 0",
        ...[...code, ...rehearsed].map((stage) => `COPY --from=${stage} ${out} /`),
        renderCommand(binds, python(plan, "verify/application/finish.py", [order.target])),
    ].join("\n");
}

/** Lays the source out and compiles it, where that is all: in one step, as edits run nothing else. */
function laidOutStage(plan: BuildPlan): string {
    return [
        "# The application's source, with bytecode; nothing of this stage is kept but what it lays below /out.",
        "FROM base-of-final AS application",
        "USER 0",
        renderCommand(
            [...toolMounts, order, stagedSource],
            python(plan, "verify/application/lay_out.py", [order.target]),
        ),
    ].join("\n");
}

/** A command as a step's title: engines take quotes away and expand variables in what they call a step. */
function titleOf(command: string[]): string {
    return command.join(" ").replace(/\s+/g, " ").replace(/['"`]/g, "").replace(/[\\$]/g, "").trim();
}

/** The stage that the code is taken from, if there is any. */
function codeOf(plan: BuildPlan): string[] {
    return plan.prepare.length > 0 ? ["prepared"] : plan.source === undefined ? [] : ["source"];
}

/** The stage of the image, or of the base that it is made from where it has no shell. */
function baseWithShell({ strategy }: BuildPlan): string {
    return strategy === Strategy.Minimal ? "workshop" : "base-of-final";
}

/** Lines that set the variables of the image. */
function variables(plan: BuildPlan, buildArguments: BuildArguments): string[] {
    const words = new Words(buildArguments);
    const all = { HOME: homeOf(plan.variables), ...plan.variables };
    const lines = Object.entries(all).map(([name, value]) => `ENV ${name}=${words.word(value)}`);
    return [...words.declarations, ...lines];
}

/** The command that runs one of the staged tools by the image's own Python; packages have no part in it. */
function python({ environment }: BuildPlan, tool: string, words: string[]): string[] {
    return [`${environment}/bin/python`, "-I", "-S", "-B", `${mountRoot}/tools/${tool}`, ...words];
}
