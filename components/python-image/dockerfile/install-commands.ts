import { Installer, Strategy } from "../choices";
import type { BuildPlan } from "../plan/build-plan";
import {
    attempt,
    buildNeeds,
    installerHome,
    installFiles,
    pip,
    pipInstall,
    uv,
    withNeeds,
    withoutIsolation,
} from "./pip-install";
import { mountRoot } from "./run";
import { shellWord } from "./word";

const requirementsMount = `${mountRoot}/requirements`;
const projectsMount = `${mountRoot}/projects`;
/** It may hold the logins of a project's indexes: nothing below the mounts is part of a layer. */
const exported = `${mountRoot}/exported.txt`;

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
    const inline = packages.length > 0 ? pipInstall(plan, { packages }) : [];
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

/** As for pip: what is built without isolation comes after all others. */
function uvSyncDependencies(plan: BuildPlan): string[] {
    const { noBuildIsolation } = plan;
    if (noBuildIsolation.length === 0) {
        return [attempt(plan, uvSync(plan, ["--no-install-local"]))];
    }
    const without = noBuildIsolation.map((name) => `--no-install-package ${name}`);
    return [
        attempt(plan, uvSync(plan, ["--no-install-local", ...without])),
        buildNeeds({ ...plan, installer: Installer.Uv }),
        attempt(plan, withNeeds(uvSync(plan, ["--no-install-local", withoutIsolation(plan)]))),
    ];
}

function uvChoice({ dependencies: { extras, groups } }: BuildPlan): string[] {
    return [
        ...extras.map((extra) => `--extra ${shellWord(extra)}`),
        ...groups.map((group) => `--group ${shellWord(group)}`),
    ];
}

function uvSync(plan: BuildPlan, more: string[]): string {
    const { member } = plan.dependencies;
    const chosen = [...(member === undefined ? [] : [`--package ${shellWord(member)}`]), ...uvChoice(plan)];
    // Inexact, because `packages` may have been installed beside the lock file.
    // The image's own Python, whatever a `.python-version` says.
    const how = `--frozen --inexact --no-editable --no-default-groups --python ${plan.environment}/bin/python`;
    const words = [`${uv} sync ${how}`, ...chosen, ...more];
    return `env UV_PROJECT_ENVIRONMENT=${plan.environment} ${words.join(" ")}`;
}

/** Takes out local projects, which are installed in a step of their own, with the lines that theirs go on in. */
const withoutProjects = String.raw`sed -i -E -e ':a' -e '/\\$/{N;ba' -e '}' -e '/^(-e |[^ ]+ @ )file:/d' ${exported}`;

function poetryExport(plan: BuildPlan): string[] {
    const { extras, groups, projects } = plan.dependencies;
    const words = [
        ...groups.map((group) => `--with ${shellWord(group)}`),
        ...extras.map((extra) => `--extras ${shellWord(extra)}`),
    ];
    const command = `${installerHome}/bin/poetry export --format requirements.txt --output ${exported}`;
    return [[command, ...words].join(" "), ...(projects.length === 0 ? [] : [withoutProjects])];
}

function pipenvExport(plan: BuildPlan): string {
    const categories = ["packages", ...plan.dependencies.groups].join(",");
    return `${installerHome}/bin/pipenv requirements --hash --categories ${shellWord(categories)} > ${exported}`;
}
