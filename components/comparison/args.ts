import type * as pulumi from "@pulumi/pulumi";
import type { ImageShape } from "../python-image/args";
import type { RegistryLogin } from "../registry/login";

/** What differs in a variant: each argument that is given replaces the one of the whole comparison. */
export interface ImageVariant extends ImageShape {}

/** Arguments of `ImageComparison`: those that all variants share, and the variants. */
export interface ImageComparisonArgs extends ImageShape {
    /** Repository without a tag that takes the images of all variants; each has a tag made from its content. */
    repository: pulumi.Input<string>;
    /** Login to the registry. Defaults to the one that the Docker CLI has stored for it. */
    registry?: pulumi.Input<RegistryLogin>;
    /** Whether to push. Defaults to `true`; with `false` there are no compressed sizes. */
    push?: boolean;
    /**
     * What to compare, by name; the first one is what the others are measured against. Names have letters, digits, `.`,
     * `_` and `-`. The order is that of the program; in languages whose maps have none, that of the names.
     */
    variants: { [name: string]: ImageVariant };
}
