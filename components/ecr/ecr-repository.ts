import type * as Aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { withAddress } from "../errors/address";
import type { RegistryLogin } from "../registry/login";
import type { EcrRepositoryArgs } from "./args";
import { checkArgs } from "./check-args";
import { lifecyclePolicy } from "./lifecycle";

export type { EcrRepositoryArgs } from "./args";

/** Days after which an image without a tag expires, unless asked otherwise. */
const UNTAGGED_DAYS = 14;

/**
 * A repository in Amazon ECR with a lifecycle policy, and a login to it: what a `PythonImage` needs to be pushed there.
 *
 * Region and account are those of the AWS provider in `opts`, or of the stack's configuration.
 */
export class EcrRepository extends pulumi.ComponentResource {
    /** URL to push to and pull from, without a scheme and a tag: the `repository` of a `PythonImage`. */
    readonly url: pulumi.Output<string>;
    /** ARN of the repository. */
    readonly arn: pulumi.Output<string>;
    /** Name of the repository within its registry. */
    readonly repository: pulumi.Output<string>;
    /** Login to push with: the `registry` of a `PythonImage`. A secret, good for 12 hours and made anew in each run. */
    readonly login: pulumi.Output<RegistryLogin>;

    /**
     * @param name name of the component and of the resources below it
     * @param args how the repository is kept
     * @param opts an `aws.Provider` in `providers` gives region and account
     * @throws pulumi.RunError if arguments are wrong, all of them at once
     */
    constructor(name: string, args: EcrRepositoryArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        checkArgs(name, args);
        super("python-image:index:EcrRepository", name, {}, opts);
        const aws = loadAws();
        const repository = new aws.ecr.Repository(
            name,
            {
                ...(args.repositoryName === undefined ? {} : { name: args.repositoryName }),
                imageTagMutability: pulumi
                    .output(args.immutableTags ?? true)
                    .apply((on) => (on ? "IMMUTABLE" : "MUTABLE")),
                imageScanningConfiguration: { scanOnPush: args.scanOnPush ?? true },
                encryptionConfigurations: [
                    args.kmsKey === undefined
                        ? { encryptionType: "AES256" }
                        : { encryptionType: "KMS", kmsKey: args.kmsKey },
                ],
                forceDelete: args.forceDelete ?? false,
                ...(args.tags === undefined ? {} : { tags: args.tags }),
            },
            { parent: this },
        );
        const { untaggedDays = UNTAGGED_DAYS, keepImages } = args;
        new aws.ecr.LifecyclePolicy(
            name,
            { repository: repository.name, policy: lifecyclePolicy({ untaggedDays, keepImages }) },
            { parent: this },
        );
        const token = aws.ecr.getAuthorizationTokenOutput({ registryId: repository.registryId }, { parent: this });

        this.url = repository.repositoryUrl;
        this.arn = repository.arn;
        this.repository = repository.name;
        this.login = pulumi.output({
            server: repository.repositoryUrl.apply(registryOf),
            username: token.userName,
            password: pulumi.secret(token.password),
        });
        this.registerOutputs({ url: this.url, arn: this.arn, repository: this.repository, login: this.login });
    }
}

/** The registry's host, which is what the token is for: `123456789012.dkr.ecr.eu-west-1.amazonaws.com`. */
function registryOf(repositoryUrl: string | undefined): string {
    return repositoryUrl?.split("/", 1)[0] ?? "";
}

/** The AWS package is needed here alone: programs that push elsewhere do not have to install it, and its plugin. */
function loadAws(): typeof Aws {
    try {
        return require("@pulumi/aws");
    } catch (error) {
        const reason = error instanceof Error ? error.message.split("\n")[0] : error;
        throw new pulumi.RunError(
            withAddress(
                `EcrRepository: expected the package @pulumi/aws, got: ${reason}. Run \`npm install @pulumi/aws\`.`,
                "PI1403",
            ),
        );
    }
}
