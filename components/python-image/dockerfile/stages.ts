import { Installer, Strategy } from "../choices";
import type { BuildPlan } from "../plan/build-plan";
import { wantedInstallers } from "../plan/verify-settings";
import { indexMount } from "./index-stage";
import {
    createEnvironment,
    installDependencies,
    installerHome,
    installProjects,
    removeInstallers,
} from "./install-commands";
import { type BindMount, mountRoot, renderRun, toolMounts } from "./run";
import { shellWord } from "./word";

/** Versions of what installs, so that the same input gives the same image. */
const installers = {
    uv: "uv==0.13.9",
    poetry: "poetry==2.5.1 poetry-plugin-export==1.10.1",
    pipenv: "pipenv==2026.10.3",
};
const network = `. ${mountRoot}/tools/network.sh`;
const packageCache = [
    { id: "uv", target: "/root/.cache/uv" },
    { id: "pip", target: "/root/.cache/pip" },
];

/** What the requirements are installed with, in a stage of its own so that it is cached whatever they are. */
export function installerStage(plan: BuildPlan): string {
    const { format } = plan.dependencies;
    const needsUv = plan.installer === Installer.Uv || ["uv", "pylock"].includes(format);
    const names = [...(needsUv ? ["uv"] : []), ...(format === "poetry" || format === "pipenv" ? [format] : [])];
    const packages = names.map((name) => installers[name as keyof typeof installers]);
    const step = {
        title: `Install ${names.join(" and ")}`,
        binds: [...toolMounts, ...certificateMount(plan), ...indexMount(plan)],
        caches: packageCache,
        commands: [network, `sh ${mountRoot}/tools/installer.sh ${installerHome} ${packages.join(" ")}`],
    };
    const body = names.length > 0 ? [renderRun(step)] : [`RUN mkdir ${installerHome}`];
    return ["# What installs, kept out of every other stage.", "FROM $BUILDER_IMAGE AS installer", ...body].join("\n");
}

/** Fills the environment. In SingleStage this is also what runs. */
export function builderStage(plan: BuildPlan): string {
    const binds = [
        ...toolMounts,
        ...certificateMount(plan),
        ...indexMount(plan),
        { from: "installer", source: installerHome, target: installerHome },
    ];
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
            network,
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
                      commands: [network, ...projects, ...finish],
                  }),
              ];
    return [
        "# Fills the environment; compilers and caches stay behind in this stage.",
        "FROM $BUILDER_IMAGE AS builder",
        dependencies,
        ...own,
    ].join("\n");
}

/** The final stage's base, with the system packages that were asked for. */
export function runtimeStage(plan: BuildPlan): string {
    const single = plan.strategy === Strategy.SingleStage;
    const from = [
        `# What runs: ${single ? "all that the builder holds" : "the base of the final stage"}, and the system packages that were asked for.`,
        `FROM ${single ? "builder" : "$RUNTIME_IMAGE"} AS runtime`,
    ].join("\n");
    if (plan.runtimePackages.length === 0) {
        return from;
    }
    const step = {
        title: "Install the system packages of the final stage",
        binds: [...toolMounts, ...certificateMount(plan)],
        commands: [
            network,
            `sh ${mountRoot}/tools/system-packages.sh ${plan.runtimePackages.map(shellWord).join(" ")}`,
        ],
    };
    return `${from}\n${renderRun(step)}`;
}

/** Proves the environment in the final stage's base. Nothing of this stage is kept but what it lays below /out. */
export function verifyStage(plan: BuildPlan): string {
    const environment: BindMount[] =
        plan.strategy === Strategy.SingleStage
            ? []
            : [
                  { from: "builder", source: plan.environment, target: plan.environment, writable: true },
                  // Beside the environment the builder's root does not count for the engine's cache: this tells builders apart.
                  { from: "builder", source: "/etc", target: `${mountRoot}/builder-etc` },
              ];
    const step = {
        title: "Verify the environment in the final stage",
        binds: [
            ...toolMounts,
            ...certificateMount(plan),
            { source: "verify.json", target: `${mountRoot}/verify.json` },
            { from: "builder", source: "/", target: `${mountRoot}/builder` },
            ...environment,
        ],
        commands: [network, `python3 -I -B ${mountRoot}/tools/verify/verify.py ${mountRoot}/verify.json`],
    };
    return [
        "# What fails here is never pushed; a check leaves no layer.",
        "FROM runtime AS verify",
        "USER 0",
        renderRun(step),
    ].join("\n");
}

/** Installs the system packages that the verify stage found to be missing. */
export function systemStage(plan: BuildPlan): string {
    const found = `${mountRoot}/system-packages`;
    const step = {
        title: "Install the system libraries that the environment needs",
        binds: [
            ...toolMounts,
            ...certificateMount(plan),
            { from: "verify", source: "/out/system-packages", target: found },
        ],
        commands: [network, `cd ${found}`, `sh ${mountRoot}/tools/system-packages.sh $(cat list)`],
    };
    const comment = "# What verify found to be missing: the very packages that it was proven with.";
    return [comment, "FROM runtime AS system", "USER 0", renderRun(step)].join("\n");
}

function certificateMount(plan: BuildPlan): BindMount[] {
    return plan.caCertificates.length === 0 ? [] : [{ source: "ca.pem", target: `${mountRoot}/ca.pem` }];
}

/** Files for another version of Python, which some packages ship, do not compile: that is no failure. */
function compileInPlace(plan: BuildPlan): string[] {
    return plan.bytecode === "none"
        ? []
        : [
              `{ ${plan.environment}/bin/python -m compileall -q -j 0 --invalidation-mode unchecked-hash ${plan.environment}/lib || true; }`,
          ];
}
