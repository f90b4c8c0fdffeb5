import type * as pulumi from "@pulumi/pulumi";

/** How to log in to a registry. */
export interface RegistryLogin {
    /**
     * Host, and port if it is not 443, of the registry: `ghcr.io`, `127.0.0.1:5000`.
     * A URL such as `https://123456789012.dkr.ecr.eu-west-1.amazonaws.com` is accepted too.
     */
    server: pulumi.Input<string>;
    /** User name, as for `docker login --username`. */
    username: pulumi.Input<string>;
    /** Password or access token, as for `docker login --password`. Always kept as a secret. */
    password: pulumi.Input<string>;
}
