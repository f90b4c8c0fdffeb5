import { Strategy } from "../choices";
import type { BuildPlan } from "../plan/build-plan";
import { mountRoot, scratchMount } from "./run";
import type { Words } from "./word";

/** Search path where there is no base to inherit one from. */
const scratchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/** A home that exists and can be written to, for a user without an entry in /etc/passwd. */
const home = "/tmp";

/** The image that starts from scratch, proven once more as it is: without a shell, a package manager or a base. */
export function minimalStages(plan: BuildPlan): string {
    const tools = `${mountRoot}/tools`;
    const mounts = [
        scratchMount,
        `--mount=type=bind,source=tools,target=${tools}`,
        `--mount=type=bind,source=verify.json,target=${mountRoot}/verify.json`,
        `--mount=type=bind,from=verify,source=/out/proof,target=${mountRoot}/proof`,
        `--mount=type=bind,from=verify,source=/out/sbom,target=${mountRoot}/sbom`,
    ];
    const command = [
        `${plan.environment}/bin/python`,
        "-I",
        `${tools}/verify/minimal/prove.py`,
        `${mountRoot}/verify.json`,
    ];
    return [
        "# The image from scratch: the interpreter and the files that it needs, and the environment.",
        "FROM scratch AS minimal",
        "COPY --from=verify /out/system /",
        "COPY --from=verify /out/environment /",
        "",
        "# The same imports again, and what worked in the base, with nothing but what is in the image.",
        "FROM minimal AS proof",
        `RUN ${mounts.join(" \\\n    ")} \\\n    ${JSON.stringify(command)}`,
    ].join("\n");
}

/** The stage that is pushed. */
export function finalStage(plan: BuildPlan, words: Words): string {
    const settings = imageSettings(plan, words);
    const comment = "# What is pushed. Its layers go from what changes least to what changes most.";
    return [comment, ...layers(plan.strategy), "COPY --from=source /out /", ...words.declarations, ...settings].join(
        "\n",
    );
}

function layers(strategy: Strategy): string[] {
    switch (strategy) {
        case Strategy.Minimal:
            return ["FROM minimal", "COPY --from=proof /out/sbom /"];
        case Strategy.MultiStage:
            return ["FROM system", "COPY --from=verify /out/environment /", "COPY --from=verify /out/sbom /"];
        case Strategy.SingleStage:
            return ["FROM system", "COPY --from=verify /out/sbom /"];
    }
}

function imageSettings(plan: BuildPlan, words: Words): string[] {
    const minimal = plan.strategy === Strategy.Minimal;
    const variables = { HOME: home, ...plan.variables };
    return [
        "# The search path activates the environment for every command, with or without a shell.",
        `ENV VIRTUAL_ENV=${plan.environment} PATH=${plan.environment}/bin:${minimal ? scratchPath : "$PATH"}`,
        ...Object.entries(variables).map(([name, value]) => `ENV ${name}=${words.word(value)}`),
        ...Object.entries(plan.labels).map(([name, value]) => `LABEL "${name}"=${words.word(value)}`),
        ...plan.ports.map((port) => `EXPOSE ${port}`),
        ...healthcheck(plan),
        `WORKDIR ${words.word(plan.workdir)}`,
        `USER ${plan.user}`,
        ...(plan.entrypoint === undefined ? [] : [`ENTRYPOINT ${JSON.stringify(plan.entrypoint)}`]),
        ...command(plan, minimal),
    ];
}

function command(plan: BuildPlan, minimal: boolean): string[] {
    const inherited = minimal && plan.entrypoint === undefined ? ["python"] : undefined;
    const words = plan.command ?? inherited;
    return words === undefined ? [] : [`CMD ${JSON.stringify(words)}`];
}

function healthcheck({ healthcheck }: BuildPlan): string[] {
    if (healthcheck === undefined) {
        return [];
    }
    const { command, intervalSeconds, timeoutSeconds, startPeriodSeconds, retries } = healthcheck;
    const options = [
        intervalSeconds === undefined ? "" : `--interval=${intervalSeconds}s `,
        timeoutSeconds === undefined ? "" : `--timeout=${timeoutSeconds}s `,
        startPeriodSeconds === undefined ? "" : `--start-period=${startPeriodSeconds}s `,
        retries === undefined ? "" : `--retries=${retries} `,
    ];
    return [`HEALTHCHECK ${options.join("")}CMD ${JSON.stringify(command)}`];
}
