import type { RegisteredResource } from "./registry-example";
import type { TestRegistry } from "./registry-server";

/** Amazon's user of the tokens for ECR. */
export const AWS_USER = "AWS";

/** Answers as AWS does for the resources and calls of the examples; its ECR is a registry of the tests. */
export function awsOf(registry: Pick<TestRegistry, "host" | "password">) {
    const calls: { [token: string]: { [name: string]: unknown } } = {
        "aws:ecr/getAuthorizationToken:getAuthorizationToken": {
            userName: AWS_USER,
            password: registry.password,
            proxyEndpoint: `https://${registry.host}`,
        },
        "aws:index/getRegion:getRegion": { region: "eu-west-1" },
        "aws:ec2/getVpc:getVpc": { id: "vpc-1" },
        "aws:ec2/getSubnets:getSubnets": { ids: ["subnet-1", "subnet-2"] },
    };
    return {
        call: (token: string) => calls[token],
        outputsOf: ({ type, name, inputs }: RegisteredResource): { [name: string]: unknown } => {
            const own = { name: inputs.name ?? name, arn: `arn:aws:test:eu-west-1:123456789012:${name}` };
            return type === "aws:ecr/repository:Repository"
                ? { ...own, registryId: "123456789012", repositoryUrl: `${registry.host}/${name}` }
                : type.startsWith("aws:")
                  ? own
                  : {};
        },
    };
}
