// The part of `@pulumi/kubernetes` that an example uses, with its types: the package itself, of 100 MB, is not installed for
// one example. Found in its place by `paths` in tsconfig.json.
import * as pulumi from "@pulumi/pulumi";

type Labels = { [name: string]: pulumi.Input<string> };

interface Container {
    name: pulumi.Input<string>;
    image: pulumi.Input<string>;
    ports?: { containerPort: pulumi.Input<number> }[];
    securityContext?: { allowPrivilegeEscalation?: boolean; readOnlyRootFilesystem?: boolean };
    volumeMounts?: { name: string; mountPath: string }[];
    readinessProbe?: { httpGet: { path: string; port: number } };
}

interface DeploymentArgs {
    metadata?: { labels?: Labels };
    spec: {
        replicas?: pulumi.Input<number>;
        selector: { matchLabels: Labels };
        template: {
            metadata: { labels: Labels };
            spec: {
                securityContext?: { runAsNonRoot?: boolean; seccompProfile?: { type: string } };
                containers: Container[];
                volumes?: { name: string; emptyDir: { medium?: string } }[];
            };
        };
    };
}

class Deployment extends pulumi.CustomResource {
    declare readonly metadata: pulumi.Output<{ name: string }>;

    constructor(name: string, args: DeploymentArgs, opts?: pulumi.CustomResourceOptions) {
        super("kubernetes:apps/v1:Deployment", name, { ...args }, opts);
    }
}

export const apps = { v1: { Deployment } };
