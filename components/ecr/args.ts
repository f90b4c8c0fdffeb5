import type * as pulumi from "@pulumi/pulumi";

/** Arguments of `EcrRepository`. */
export interface EcrRepositoryArgs {
    /**
     * Name of the repository in ECR: 2 to 256 lower-case letters, digits, `.`, `_`, `-` and `/`.
     * Defaults to the component's name and a random suffix, as Pulumi names resources.
     */
    repositoryName?: pulumi.Input<string>;
    /**
     * How many images stay; older ones expire, also those that are still deployed. Defaults to all of them.
     */
    keepImages?: number;
    /** Days after which an image without a tag expires. Defaults to 14. */
    untaggedDays?: number;
    /** Whether an image is scanned for vulnerabilities when it is pushed. Defaults to `true`. */
    scanOnPush?: pulumi.Input<boolean>;
    /**
     * Whether a tag stays on the image that it was first pushed with. Defaults to `true`. ECR then refuses a second push of a
     * tag that `PythonImage` made from the content, such as of an older version of the code: to roll back by `pulumi up`
     * needs `false`, as does a tag such as `latest`.
     */
    immutableTags?: pulumi.Input<boolean>;
    /** ARN of the KMS key that encrypts the images. Defaults to AES-256 with a key of Amazon's (`AES256`). */
    kmsKey?: pulumi.Input<string>;
    /** Whether destroying the repository deletes the images in it. Defaults to `false`: it fails while there are any. */
    forceDelete?: pulumi.Input<boolean>;
    /** Tags of the AWS resource. Empty by default. */
    tags?: pulumi.Input<{ [name: string]: pulumi.Input<string> }>;
}
