import { Installer } from "../choices";
import type { BuildPlan } from "../plan/build-plan";
import { attempt, buildNeeds, installerHome, uv, withNeeds, withoutIsolation } from "./pip-install";
import { mountRoot } from "./run";
import { shellWord } from "./word";

/**
 * What is exported from a lock file. It may hold the logins of a project's indexes: nothing below the mounts is part of a
 * layer.
 */
export const exported = `${mountRoot}/exported.txt`;

/**
 * Commands that install what a `uv.lock` has from others. As for pip: what is built without isolation comes after all others.
 */
export function uvSyncDependencies(plan: BuildPlan): string[] {
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

/** How uv is told the chosen extras and groups. */
export function uvChoice({ dependencies: { extras, groups } }: BuildPlan): string[] {
    return [
        ...extras.map((extra) => `--extra ${shellWord(extra)}`),
        ...groups.map((group) => `--group ${shellWord(group)}`),
    ];
}

/** The command that installs from a `uv.lock`. */
export function uvSync(plan: BuildPlan, more: string[]): string {
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

/** Commands that write what a `poetry.lock` installs as a requirements file. */
export function poetryExport(plan: BuildPlan): string[] {
    const { extras, groups, projects } = plan.dependencies;
    const words = [
        ...groups.map((group) => `--with ${shellWord(group)}`),
        ...extras.map((extra) => `--extras ${shellWord(extra)}`),
    ];
    const command = `${installerHome}/bin/poetry export --format requirements.txt --output ${exported}`;
    return [[command, ...words].join(" "), ...(projects.length === 0 ? [] : [withoutProjects])];
}

/** The same of a `Pipfile.lock`. */
export function pipenvExport(plan: BuildPlan): string {
    const categories = ["packages", ...plan.dependencies.groups].join(",");
    return `${installerHome}/bin/pipenv requirements --hash --categories ${shellWord(categories)} > ${exported}`;
}
