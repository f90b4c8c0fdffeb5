import type * as pulumi from "@pulumi/pulumi";

/** A login to a Git server, for requirements such as `git+https://github.com/team/lib@v1`. */
export interface GitLogin {
    /** Host of the server, with its port if it has one: `github.com`. */
    host: string;
    /** User name. Defaults to `"x-access-token"`, which GitHub takes with any token. */
    username?: pulumi.Input<string>;
    /**
     * Password or token. Always a secret; it is in no image, nor in its history. One that has rotated rebuilds nothing by
     * itself.
     */
    password: pulumi.Input<string>;
}
