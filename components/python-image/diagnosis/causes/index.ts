import type { Cause } from "./cause";
import { downloadCauses } from "./download-causes";
import { engineCauses } from "./engine-causes";
import { gitCauses } from "./git-causes";
import { indexCauses } from "./index-causes";
import { installerCauses } from "./installer-causes";
import { prepareCauses } from "./prepare-causes";
import { projectCauses } from "./project-causes";
import { sourceCauses } from "./source-causes";
import { versionCauses } from "./version-causes";

export type { Cause } from "./cause";

/** What the build's own tools say themselves. */
const ownWords: Cause = {
    name: "own-words",
    code: "PI4001",
    pattern: /python-image: error: (.+(?:\n.*python-image: {3}.+)*)/,
    explain: ([, text = ""]) => text.replace(/^.*python-image: {3}/gm, ""),
};

/** The causes that a step of the application's own can have: it installs nothing, and its network is its own affair. */
const ownSteps: Cause[] = [ownWords, ...engineCauses, ...prepareCauses];

/** Known causes, the most telling first: of what one failure prints, much is a consequence of something else. */
const causes: Cause[] = [
    ownWords,
    ...engineCauses,
    ...gitCauses,
    ...downloadCauses,
    ...sourceCauses,
    ...installerCauses,
    ...indexCauses,
    ...versionCauses,
    ...projectCauses,
];

/** Causes that a step can have, the most telling first. */
export function causesOf(step: string): Cause[] {
    return isOwnStep(step) ? ownSteps : causes;
}

/** Whether a step runs a command of `prepare`. */
export function isOwnStep(step: string): boolean {
    return step.includes("Prepare the application");
}
