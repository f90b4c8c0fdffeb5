import type * as docker from "@pulumi/docker";
import type { PackedAhead } from "../../publish/pack-ahead";
import type { LastDeployment } from "../last-deployment";
import type { Bases } from "./base-identity";
import type { PublishedBelow } from "./published-below";
import type { Site } from "./site";
import type { Wish } from "./wish";

/** An image that was built. */
export interface BuiltImage {
    site: Site;
    wish: Wish;
    last: LastDeployment | undefined;
    /** Bases that it was built from. */
    bases: Bases;
    /** Inputs of its `docker.Image`. */
    inputs: docker.ImageArgs;
    /** Hash of all that shapes it but the application's code. */
    environmentHash: string;
    /** Layers of its base that were written anew while it was built. */
    ahead?: PackedAhead | undefined;
    /** What was published of it before: the engine has the layer of the code alone. */
    published?: PublishedBelow | undefined;
}
