import { Strategy } from "../choices";
import type { BuildPlan } from "../plan/build-plan";
import { homeOf } from "../plan/late-value";
import { isInstalledNatively } from "../plan/native-installation";
import { certificateMount } from "./access";
import { type BindMount, mountRoot, renderRun, toolMounts } from "./run";
import { shellWord } from "./word";

const network = `. ${mountRoot}/tools/network.sh`;

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
    return [from, "USER 0", renderRun(step)].join("\n");
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
        commands: [
            network,
            nameUser(plan),
            `${verifyPython(plan)} -I -B ${mountRoot}/tools/verify/verify.py ${mountRoot}/verify.json`,
        ],
    };
    return [
        "# What fails here is never pushed; a check leaves no layer.",
        "FROM runtime AS verify",
        "USER 0",
        renderRun(step),
    ].join("\n");
}

/** What runs the proofs: of an image for another platform the imports alone are emulated. */
function verifyPython(plan: BuildPlan): string {
    if (!isInstalledNatively(plan)) return "python3";
    return `sh ${mountRoot}/tools/native-python.sh ${mountRoot}/builder ${plan.environment}/bin/python`;
}

/** Installs the system packages that the verify stage found to be missing. */
export function systemStage(plan: BuildPlan): string {
    const found = `${mountRoot}/system-packages`;
    const step = {
        title: "Install the system libraries that the environment needs, and name the user",
        binds: [
            ...toolMounts,
            ...certificateMount(plan),
            { from: "verify", source: "/out/system-packages", target: found },
        ],
        commands: [network, nameUser(plan), `cd ${found}`, `sh ${mountRoot}/tools/system-packages.sh $(cat list)`],
    };
    const comment =
        "# What verify found to be missing: the very packages that it was proven with; and a name for the user.";
    return [comment, "FROM runtime AS system", "USER 0", renderRun(step)].join("\n");
}

/** The command that gives the image's user a name, and makes the working directory. */
export function nameUser({ user, variables, workdir }: BuildPlan): string {
    const words = [user, homeOf(variables), workdir].map(shellWord);
    return ["python3 -I", `${mountRoot}/tools/identity.py`, ...words].join(" ");
}
