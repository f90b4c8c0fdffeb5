import { Installer, Strategy } from "../choices";
import type { BuildPlan } from "../plan/build-plan";
import { exported, pipenvExport, poetryExport, uvChoice, uvSync, uvSyncDependencies } from "./lock-install";
import { attempt, installFiles, pip, pipInstall, uv } from "./pip-install";
import { mountRoot } from "./run";
import { shellWord } from "./word";

const requirementsMount = `${mountRoot}/requirements`;
const projectsMount = `${mountRoot}/projects`;

/** The command that creates the empty environment. */
export function createEnvironment(plan: BuildPlan): string {
    return plan.installer === Installer.Uv
        ? `${uv} venv --quiet --python "$(command -v python3)" ${plan.environment}`
        : `python3 -m venv ${plan.environment}`;
}

/** Commands that install what others have published, everything but the user's own projects. */
export function installDependencies(plan: BuildPlan): string[] {
    const { dependencies } = plan;
    const file = dependencies.file === undefined ? "" : shellWord(`${requirementsMount}/${dependencies.file}`);
    const directory = file.replace(/[^/]*$/, "").replace(/^'(.*)$/, "'$1'") || requirementsMount;
    const { packages, hashed, isResolved } = dependencies;
    const inline = packages.length > 0 ? pipInstall(plan, { packages, ...constrained(plan) }) : [];
    const commands = () => {
        switch (dependencies.format) {
            case "specifiers":
                return inline;
            case "requirements":
                // `packages` have no hashes, and are not resolved: where the file is, they are installed by themselves.
                return hashed || isResolved
                    ? [...pipInstall(plan, { file, hashed, isResolved }), ...inline]
                    : pipInstall(plan, { file, packages });
            case "pylock":
                return [...pipInstall({ ...plan, installer: Installer.Uv }, { file }), ...inline];
            case "pyproject":
                return [
                    `cd ${directory}`,
                    ...pipInstall({ ...plan, installer: Installer.Uv }, { file, chosen: uvChoice(plan) }),
                    ...inline,
                ];
            case "uv":
                return [`cd ${directory}`, ...uvSyncDependencies(plan), ...inline];
            case "poetry":
                return [`cd ${directory}`, ...poetryExport(plan), ...pipInstall(plan, { file: exported }), ...inline];
            case "pipenv":
                return [`cd ${directory}`, pipenvExport(plan), ...pipInstall(plan, { file: exported }), ...inline];
        }
    };
    return [...installFiles(plan), ...commands()];
}

function constrained({ dependencies: { constraints } }: BuildPlan): { constraints?: string } {
    return constraints === undefined ? {} : { constraints: `${requirementsMount}/${constraints}` };
}

/** Commands that install the user's own projects, without being editable. */
export function installProjects(plan: BuildPlan): string[] {
    const { dependencies } = plan;
    if (dependencies.projects.length === 0) {
        return [];
    }
    // A build backend may write beside the sources, which are mounted read-only.
    const copy = `python3 -I ${mountRoot}/tools/place.py ${projectsMount} /tmp/python-image-projects`;
    const targets = dependencies.projects.map(({ to, suffix }) =>
        shellWord(`/tmp/python-image-projects${to === "" ? "" : `/${to}`}${suffix}`),
    );
    if (dependencies.format === "uv") {
        const leftOut = dependencies.leftOut.map((name) => `--no-install-package ${shellWord(name)}`);
        const forced = targets.filter((_, place) => dependencies.projects[place]?.byPath);
        const lockDirectory = shellWord(`/tmp/python-image-projects/${dependencies.file?.replace(/[^/]*$/, "") ?? ""}`);
        return [
            copy,
            `cd ${lockDirectory}`,
            attempt(plan, uvSync(plan, leftOut), true),
            ...(forced.length === 0 ? [] : [attempt(plan, [pip(plan), "--no-deps", ...forced].join(" "), true)]),
            // What follows in the same step could not start in a directory that is gone.
            "cd /",
            "rm -rf /tmp/python-image-projects",
        ];
    }
    return [
        copy,
        ...installFiles(plan),
        attempt(plan, [pip(plan), ...besideProjects(plan), ...targets].join(" "), true),
        "rm -rf /tmp/python-image-projects",
    ];
}

/** What projects are installed with: constraints and options of the file hold for what they need in turn as well. */
function besideProjects({ dependencies: { format, file, hashed, isResolved } }: BuildPlan): string[] {
    if (isResolved || format === "poetry" || format === "pipenv" || format === "pylock") {
        return ["--no-deps"];
    }
    if (format === "pyproject") {
        return [];
    }
    // Where there are hashes all requirements need one, which no project has.
    return hashed ? [] : ["-r", shellWord(`${requirementsMount}/${file}`)];
}

/**
 * The command that removes the installers which came with the environment and which neither the requirements nor what
 * they brought need. Where there is a final stage they do not get into it.
 */
export function removeInstallers(plan: BuildPlan, wanted: string[]): string[] {
    return plan.installer === Installer.Pip && plan.strategy === Strategy.SingleStage
        ? [
              [
                  "python3 -B",
                  `${mountRoot}/tools/verify/distribution/remove_installers.py`,
                  plan.environment,
                  ...wanted,
              ].join(" "),
          ]
        : [];
}
