import type { BuildPlan } from "../plan/build-plan";
import type { Problems } from "../plan/problem";
import { projectTrees, type StagedTree, sourceTrees } from "./staged-trees";

/** How many links a message names. */
const mostNamed = 5;

/** Notes symbolic links that lead out of what is staged: in the image they would lead nowhere. */
export function checkLinks(plan: BuildPlan, problems: Problems): void {
    for (const { tree } of sourceTrees(plan)) {
        const remedy =
            "Put what it leads to into `source`, give a `source` above both, or name the link in .dockerignore.";
        note("source", tree, remedy, problems);
    }
    for (const { from, tree } of projectTrees(plan)) {
        note(`requirements (${from})`, tree, "Put what it leads to into the project.", problems);
    }
}

function note(where: string, { outside }: StagedTree["tree"], remedy: string, problems: Problems): void {
    const links = Object.entries(outside).map(([link, target]) => `${link} -> ${target}`);
    if (links.length > 0) {
        const more = links.length > mostNamed ? ` and ${links.length - mostNamed} more` : "";
        const got = { phrase: `${links.slice(0, mostNamed).join(", ")}${more}` };
        problems.add(where, "symbolic links that stay inside", got, remedy);
    }
}
