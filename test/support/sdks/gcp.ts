// The part of `@pulumi/gcp` that an example uses, with its types: the package itself, of 300 MB, is not installed for one
// example. Found in its place by `paths` in tsconfig.json.
import * as pulumi from "@pulumi/pulumi";

class Repository extends pulumi.CustomResource {
    declare readonly project: pulumi.Output<string>;
    declare readonly repositoryId: pulumi.Output<string>;

    constructor(
        name: string,
        args: { repositoryId: string; format: string; location: string },
        opts?: pulumi.CustomResourceOptions,
    ) {
        super("gcp:artifactregistry/repository:Repository", name, { project: undefined, ...args }, opts);
    }
}

interface ServiceArgs {
    location: string;
    template: {
        containers: {
            image: pulumi.Input<string>;
            ports?: { containerPort: number };
            resources?: { limits: { memory: string } };
        }[];
        scaling?: { maxInstanceCount: number };
    };
}

class Service extends pulumi.CustomResource {
    declare readonly uri: pulumi.Output<string>;

    constructor(name: string, args: ServiceArgs, opts?: pulumi.CustomResourceOptions) {
        super("gcp:cloudrunv2/service:Service", name, { uri: undefined, ...args }, opts);
    }
}

export const artifactregistry = { Repository };
export const cloudrunv2 = { Service };
