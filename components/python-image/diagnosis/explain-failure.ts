import type Docker from "dockerode";
import type { FailedStep } from "../../engine/build-progress";
import { type DiskUse, readDiskUse } from "../../engine/disk-use";
import { writeBuildLog } from "../context/build-log";
import { humanBytes } from "../size-report";
import { explainBuild } from "./explain-build";
import { withoutSecrets } from "./secrets";

/** A build that failed on an engine. */
export interface FailedBuild {
    name: string;
    platform: string;
    /** What must not be shown. */
    secrets: string[];
    /** Path of the staged context, beside which the whole log is kept. None is kept without. */
    context?: string;
}

/**
 * What went wrong in a build, with what only its engine can tell: where its disk is full, what takes it. The last line names
 * the file with the whole log of the step that failed.
 */
export async function explainFailure(build: FailedBuild, failed: FailedStep, docker: Docker): Promise<string> {
    const message = await explained(build, failed, docker);
    const log = logOf(build, failed);
    return log === undefined ? message : `${message}\nThe whole log: ${log}`;
}

function logOf({ context, secrets }: FailedBuild, { step, output, error }: FailedStep): string | undefined {
    return context === undefined || output.length === 0
        ? undefined
        : writeBuildLog(
              context,
              [step, ...output, error].map((line) => withoutSecrets(line, secrets)),
          );
}

async function explained(
    { name, platform, secrets }: FailedBuild,
    failed: FailedStep,
    docker: Docker,
): Promise<string> {
    const message = explainBuild(name, failed, secrets, platform);
    if (!message.includes("#PI2005")) {
        return message;
    }
    const use = await readDiskUse(docker).catch(() => undefined);
    const [first, ...others] = message.split("\n");
    return [first, ...(use === undefined || use.images === 0 ? [] : [diskLine(use)]), ...others].join("\n");
}

/** One line on what takes an engine's disk. */
export function diskLine({ images, dangling, buildCache, unusedCache, containers, volumes }: DiskUse): string {
    const parts = [
        `images ${humanBytes(images)} (${humanBytes(dangling)} of them without a name)`,
        `the cache of builds ${humanBytes(buildCache)} (${humanBytes(unusedCache)} not in use)`,
        `containers ${humanBytes(containers)}`,
        `volumes ${humanBytes(volumes)}`,
    ];
    return `What takes it there: ${parts.join(", ")}.`;
}
