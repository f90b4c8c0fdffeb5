import { Strategy } from "../choices";
import type { BuildPlan } from "../plan/build-plan";
import { fetchersOf } from "../plan/fetchers";
import { wantedInstallers } from "../plan/verify-settings";
import { fullAccess, indexAccess, networkAccess } from "./access";
import { fromBuilderImage } from "./builder-base";
import { createEnvironment, installDependencies, installProjects, removeInstallers } from "./install-commands";
import { installerHome } from "./pip-install";
import { mountRoot, renderRun } from "./run";
import { shellWord } from "./word";

const packageCache = [
    { id: "uv", target: "/root/.cache/uv" },
    { id: "pip", target: "/root/.cache/pip" },
];

/** What the requirements are installed with, in a stage of its own so that it is cached whatever they are. */
export function installerStage(plan: BuildPlan): string {
    const { preferred, demanded } = plan.installers;
    const access = indexAccess(plan);
    const names = [...new Set(preferred.map((one) => /^[a-z]+/.exec(one)?.[0]))];
    const choices = [preferred, ...(demanded.length > 0 ? [demanded] : [])].map((one) => one.map(shellWord).join(" "));
    const step = {
        title: `Install ${names.join(" and ")}`,
        binds: access.binds,
        caches: packageCache,
        commands: [...access.commands, `sh ${mountRoot}/tools/installer.sh ${installerHome} ${choices.join(" or ")}`],
    };
    const body = preferred.length > 0 ? [renderRun(step)] : [`RUN mkdir ${installerHome}`];
    return [
        "# What installs, kept out of every other stage.",
        fromBuilderImage(plan, "installer"),
        "USER 0",
        ...body,
    ].join("\n");
}

/** Fills the environment. In SingleStage this is also what runs. */
export function builderStage(plan: BuildPlan): string {
    const access = fullAccess(plan);
    const binds = [...access.binds, { from: "installer", source: installerHome, target: installerHome }];
    const finish = [
        ...removeInstallers(plan, wantedInstallers(plan)),
        ...(plan.strategy === Strategy.SingleStage ? compileInPlace(plan) : []),
    ];
    const projects = installProjects(plan);
    const requirements =
        plan.dependencies.files.length === 0 ? [] : [{ source: "requirements", target: `${mountRoot}/requirements` }];
    const dependencies = renderRun({
        title: "Install the requirements",
        binds: [...binds, ...requirements],
        caches: packageCache,
        commands: [
            ...access.commands,
            createEnvironment(plan),
            ...installDependencies(plan),
            ...(projects.length === 0 ? finish : []),
        ],
    });
    const own =
        projects.length === 0
            ? []
            : [
                  "# The project itself comes later, so that editing it does not install the requirements again.",
                  renderRun({
                      title: "Install the project",
                      binds: [...binds, ...requirements, { source: "projects", target: `${mountRoot}/projects` }],
                      caches: packageCache,
                      commands: [...access.commands, ...projects, ...finish],
                  }),
              ];
    return [
        "# Fills the environment; compilers and caches stay behind in this stage.",
        fromBuilderImage(plan, "builder"),
        "USER 0",
        ...fetchers(plan),
        dependencies,
        ...own,
    ].join("\n");
}

/** Installs what fetches requirements from version control, where the builder has it not already. */
function fetchers(plan: BuildPlan): string[] {
    const wanted = fetchersOf(plan.dependencies.remotes);
    if (wanted.length === 0) {
        return [];
    }
    const access = networkAccess(plan);
    const present = wanted.map(({ program }) => `command -v ${program} >/dev/null`).join(" && ");
    const names = wanted.map((one) => one.package).join(" ");
    const step = {
        title: "Install what fetches repositories",
        binds: access.binds,
        commands: [...access.commands, `{ { ${present}; } || sh ${mountRoot}/tools/system-packages.sh ${names}; }`],
    };
    return [renderRun(step)];
}

/** Files for another version of Python, which some packages ship, do not compile: that is no failure. */
function compileInPlace(plan: BuildPlan): string[] {
    return plan.bytecode === "none"
        ? []
        : [
              `{ ${plan.environment}/bin/python -m compileall -q -j 0 --invalidation-mode unchecked-hash ${plan.environment}/lib || true; }`,
          ];
}
