import type Docker from "dockerode";
import type { FailedStep } from "../../engine/build-progress";
import { type DiskUse, readDiskUse } from "../../engine/disk-use";
import { humanBytes } from "../size-report";
import { explainBuild } from "./explain-build";

/** A build that failed on an engine. */
export interface FailedBuild {
    name: string;
    platform: string;
    /** What must not be shown. */
    secrets: string[];
}

/** What went wrong in a build, with what only its engine can tell: where its disk is full, what takes it. */
export async function explainFailure(
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
