import { Strategy } from "../choices";
import { hasCode } from "../plan/application-settings";
import type { BuildPlan } from "../plan/build-plan";
import type { Words } from "./word";

/** The image: all that is assembled, the layer of the code if there is any, and settings. */
export function finalStage(plan: BuildPlan, words: Words): string {
    const settings = imageSettings(plan, words);
    return [
        "# The image.",
        "FROM base-of-final",
        ...(hasCode(plan) ? ["COPY --from=code / /"] : []),
        ...words.declarations,
        ...settings,
    ].join("\n");
}

function imageSettings(plan: BuildPlan, words: Words): string[] {
    const minimal = plan.strategy === Strategy.Minimal;
    return [
        ...Object.entries(plan.labels).map(([name, value]) => `LABEL "${name}"=${words.word(value)}`),
        ...plan.ports.map((port) => `EXPOSE ${port}`),
        ...healthcheck(plan),
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
