import type { BuildPlan } from "../plan/build-plan";
import { type BindMount, mountRoot, renderRun } from "./run";

const indexHome = "/opt/python-image-index";

/**
 * Keeps what the package indexes are in files that later steps see while they run. Arguments of a build stand in the
 * history of the stage that declares them, logins and all: this one is part of no image, whatever the strategy.
 */
export function indexStage(plan: BuildPlan): string[] {
    if (!plan.hasIndex) {
        return [];
    }
    const keep = (name: string, argument: string) => `printf '%s' "$${argument}" >${indexHome}/${name}`;
    const step = {
        title: "Keep the package indexes out of every image's history",
        binds: [],
        commands: [`mkdir ${indexHome}`, keep("url", "INDEX_URL"), keep("extra-urls", "EXTRA_INDEX_URLS")],
    };
    const lines = [
        "# Where packages come from; later steps see it while they run.",
        "FROM $BUILDER_IMAGE AS index",
        "ARG INDEX_URL",
        "ARG EXTRA_INDEX_URLS",
        renderRun(step),
    ];
    return [lines.join("\n")];
}

/** Shows a step where packages come from. */
export function indexMount(plan: BuildPlan): BindMount[] {
    return plan.hasIndex ? [{ from: "index", source: indexHome, target: `${mountRoot}/index` }] : [];
}
