import type { FailedStep } from "../../components/engine/build-progress";
import { explainBuild } from "../../components/python-image/diagnosis/explain-build";
import { withoutAddress } from "./error-address";

const step =
    "[builder 2/2] RUN --mount=type=tmpfs,target=/run     : 'Install the requirements'  && . /run/python-image/tools/network.sh";
const exited = "process \"/bin/sh -c : 'Install the requirements'\" did not complete successfully: exit code: 1";

/** What is said about a step that printed `text`, without the address of its paragraph. */
export function explain(text: string, more: Partial<FailedStep> = {}, secrets: string[] = []): string {
    const output = text.split("\n").filter((line) => line.trim() !== "");
    return withoutAddress(explainBuild("api", { step, output, error: exited, ...more }, secrets));
}

export const beginning =
    'api: expected a built image, got a failure at the step "Install the requirements" (stage builder). ';
