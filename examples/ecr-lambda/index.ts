import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EcrRepository, PythonImage } from "pulumi-python-image";

/** `x86_64`, or `arm64` for Graviton, which costs less. */
const architecture = new pulumi.Config().get("architecture") ?? "x86_64";

const repository = new EcrRepository("greeter", { keepImages: 30 });
const image = new PythonImage("greeter", {
    repository: repository.url,
    registry: repository.login,
    requirements: "requirements.txt",
    source: "app",
    // Lambda takes one platform, not an index of several, and layers of gzip alone.
    platform: architecture === "arm64" ? "linux/arm64" : "linux/amd64",
    // The runtime interface client asks Lambda for events and hands them to the function named by the command.
    entrypoint: ["python", "-m", "awslambdaric"],
    command: ["handler.handle"],
});

const role = new aws.iam.Role("greeter", {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }),
});
const logs = new aws.iam.RolePolicyAttachment("greeter", {
    role: role.name,
    policyArn: aws.iam.ManagedPolicy.AWSLambdaBasicExecutionRole,
});
const greeter = new aws.lambda.Function(
    "greeter",
    {
        packageType: "Image",
        // By digest: the function is updated when the image has changed, and only then.
        imageUri: image.ref,
        architectures: [architecture],
        role: role.arn,
        memorySize: 256,
        timeout: 10,
    },
    { dependsOn: [logs] },
);

export const { ref, size } = image;
export const functionName = greeter.name;
