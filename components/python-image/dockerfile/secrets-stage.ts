import type { BuildPlan } from "../plan/build-plan";
import { fromBuilderImage } from "./builder-base";
import { type BindMount, mountRoot, renderRun } from "./run";

const home = "/opt/python-image-secrets";

/** A folder of the stage, with the build argument that each of its files is written from. */
interface SecretFolder {
    name: string;
    files: { [file: string]: string };
}

/** What the package indexes are, for all that installs. */
function indexes({ hasIndex }: BuildPlan): SecretFolder {
    return { name: "index", files: hasIndex ? { url: "INDEX_URL", "extra-urls": "EXTRA_INDEX_URLS" } : {} };
}

/** What only the installation and the user's own commands see. */
function own({ buildEnvironment, gitHosts }: BuildPlan): SecretFolder {
    const files = {
        ...(buildEnvironment.length > 0 ? { environment: "BUILD_ENVIRONMENT", secrets: "BUILD_SECRETS" } : {}),
        ...(gitHosts.length > 0 ? { "git-credentials": "GIT_CREDENTIALS" } : {}),
    };
    return { name: "own", files };
}

/**
 * Keeps what may be secret in files that later steps see while they run. Arguments of a build stand in the history of the
 * stage that declares them: this one is part of no image, whatever the strategy.
 */
export function secretsStage(plan: BuildPlan): string[] {
    const folders = [indexes(plan), own(plan)].filter(({ files }) => Object.keys(files).length > 0);
    if (folders.length === 0) {
        return [];
    }
    // Without `$`: engines expand the variables of a command in what they call the step, and clients print that.
    const keep = (file: string, argument: string) => `{ printenv ${argument} >${file} || true; }`;
    const step = {
        title: "Keep what may be secret out of every image's history",
        binds: [],
        commands: [
            `mkdir -p ${folders.map(({ name }) => `${home}/${name}`).join(" ")}`,
            ...folders.flatMap(({ name, files }) =>
                Object.entries(files).map(([file, argument]) => keep(`${home}/${name}/${file}`, argument)),
            ),
        ],
    };
    const lines = [
        "# Package indexes, variables and logins; later steps see them while they run.",
        fromBuilderImage(plan, "secrets"),
        "USER 0",
        ...folders.flatMap(({ files }) => Object.values(files)).map((argument) => `ARG ${argument}`),
        renderRun(step),
    ];
    return [lines.join("\n")];
}

/** Shows a step where packages come from. */
export function indexMount(plan: BuildPlan): BindMount[] {
    return mountOf(indexes(plan));
}

/** Shows a step `buildEnvironment` and the logins to Git servers. */
export function ownMount(plan: BuildPlan): BindMount[] {
    return mountOf(own(plan));
}

function mountOf({ name, files }: SecretFolder): BindMount[] {
    return Object.keys(files).length === 0
        ? []
        : [{ from: "secrets", source: `${home}/${name}`, target: `${mountRoot}/${name}` }];
}
