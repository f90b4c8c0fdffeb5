import * as pulumi from "@pulumi/pulumi";
import { inTime } from "../../engine/in-time";
import { BaseUpdates } from "../choices";
import { settledValue } from "../known-output";
import type { Bases } from "./base-identity";
import type { Site } from "./site";

/** Milliseconds for which an update that builds nothing waits to hear of its bases. */
const mostMs = 1500;

/** Says which bases of an image that stays as it is have moved since it was built. */
export async function sayMovedBases(deployed: Bases, { bases, baseUpdates, component }: Site): Promise<void> {
    if (baseUpdates === BaseUpdates.Follow) {
        return;
    }
    const current = (await inTime(settledValue(bases), mostMs)) ?? {};
    for (const note of movedBases(deployed, current)) {
        await pulumi.log.info(note, component);
    }
}

/** One sentence for each base that was one thing when the image was built and is another now. */
export function movedBases(deployed: Bases, current: Bases): string[] {
    const moved = Object.values(deployed).flatMap((then) => {
        const now = Object.values(current).find(({ name }) => name === then.name);
        // The id of an engine's image and the digest of a registry's tell nothing of each other.
        const isComparable =
            now !== undefined && now.digest !== "" && then.digest !== "" && isPushed(now) === isPushed(then);
        return isComparable && now.digest !== then.digest
            ? [
                  `The base ${then.name} has moved from ${then.digest} to ${now.digest}. The image stays on the first until ` +
                      "something else is built; `baseUpdates: BaseUpdates.Follow` builds it now.",
              ]
            : [];
    });
    return [...new Set(moved)];
}

function isPushed({ reference }: Bases[string]): boolean {
    return reference.includes("@");
}
