import * as pulumi from "@pulumi/pulumi";
import { isLocal } from "../../engine/local";
import { interpreter } from "../dockerfile/interpreter-stage";
import type { LastDeployment } from "../last-deployment";
import { compressionName } from "./layers";
import { type PublishedBelow, readPublishedBelow } from "./published-below";
import { publishedEnvironment } from "./published-environment";
import type { Site } from "./site";
import type { Wish } from "./wish";

/** What the application's code is laid over, where the build does not make it. */
export interface Ground {
    /** A stage of the Dockerfile, or an image that the engine has. */
    from: string;
    /** What was published, if the engine has nothing of it: the image is made of its layers, and that of the code. */
    published?: PublishedBelow;
}

/**
 * What the code is laid over on an engine that has not built the last deployment, where only the code has changed since:
 * an interpreter alone, where the code needs no more to be laid out; else what was published. Undefined if the build has
 * to make it all.
 *
 * @param environmentHash hash of all that shapes the image but the application's code
 */
export async function groundOf(
    { component, staged }: Site,
    wish: Wish,
    last: LastDeployment | undefined,
    environmentHash: string,
): Promise<Ground | undefined> {
    const name = `python-image-environment:${environmentHash.slice(0, 32)}`;
    const deployed = last?.deployed;
    try {
        if (await isLocal(name, wish.engineHost)) {
            return { from: name };
        }
        if (
            !wish.push ||
            last === undefined ||
            deployed?.environmentHash !== environmentHash ||
            (deployed.imageId !== "" && (await isLocal(deployed.imageId, wish.engineHost)))
        ) {
            return undefined;
        }
        const isCodeAlone = deployed.codeLayer !== "" && deployed.compression === compressionName(wish.compression);
        if (staged.isLaidOutAlone && isCodeAlone) {
            return { from: interpreter, published: await readPublishedBelow(last, deployed, wish) };
        }
        await publishedEnvironment(name, last, deployed, wish, component);
        return { from: name };
    } catch (error) {
        // It would only have been faster.
        pulumi.log.debug(`${wish.name}: the published environment is not used: ${error}`, component);
        return undefined;
    }
}
