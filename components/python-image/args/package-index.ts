import type * as pulumi from "@pulumi/pulumi";

/** A private or mirror package index. */
export interface PackageIndex {
    /** URL of the index that replaces PyPI, as for `pip --index-url`. Defaults to PyPI. */
    url?: pulumi.Input<string>;
    /**
     * URLs of indexes that are asked beside it, as for `pip --extra-index-url`. Empty by default. uv takes a package from
     * the first that has it, of `url` and these in their order; pip the highest version of all.
     */
    extraUrls?: pulumi.Input<string>[];
    /** User name for the host of `url`. Requires `password`. */
    username?: pulumi.Input<string>;
    /**
     * Password or token for the host of `url`. Always a secret; it is in no image, nor in its history. One that has
     * rotated rebuilds nothing by itself.
     */
    password?: pulumi.Input<string>;
}
