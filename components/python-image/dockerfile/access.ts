import type { BuildPlan } from "../plan/build-plan";
import { type BindMount, mountRoot, toolMounts } from "./run";
import { indexMount, ownMount } from "./secrets-stage";

/** What makes something reachable for a RUN step: its mounts, and the shell commands that come first. */
export interface Access {
    binds: BindMount[];
    commands: string[];
}

/** The network, with the authorities that are trusted while building. */
export function networkAccess(plan: BuildPlan): Access {
    return { binds: [...toolMounts, ...certificateMount(plan)], commands: [`. ${mountRoot}/tools/network.sh`] };
}

/** The network, and the package indexes with their logins. */
export function indexAccess(plan: BuildPlan): Access {
    const { binds, commands } = networkAccess(plan);
    return { binds: [...binds, ...indexMount(plan)], commands };
}

/**
 * All that the user gives to what runs while building: the network, package indexes, `buildEnvironment`, and logins to Git
 * servers. For the installation and for commands of the user's own.
 */
export function fullAccess(plan: BuildPlan): Access {
    const { binds, commands } = indexAccess(plan);
    return { binds: [...binds, ...ownMount(plan)], commands };
}

/** Shows a step the authorities of `caCertificates`. */
export function certificateMount({ caCertificates }: BuildPlan): BindMount[] {
    return caCertificates.length === 0 ? [] : [{ source: "ca.pem", target: `${mountRoot}/ca.pem` }];
}
