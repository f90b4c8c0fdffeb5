import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EcrRepository, PythonImage } from "pulumi-python-image";

const port = 8000;
const repository = new EcrRepository("web", { keepImages: 30 });
const image = new PythonImage("web", {
    repository: repository.url,
    registry: repository.login,
    requirements: "requirements.txt",
    source: "app",
    ports: [port],
    command: ["uvicorn", "web:app", "--host", "0.0.0.0", "--port", `${port}`],
});

const role = new aws.iam.Role("web", {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ecs-tasks.amazonaws.com" }),
});
const execution = new aws.iam.RolePolicyAttachment("web", {
    role: role.name,
    policyArn: aws.iam.ManagedPolicy.AmazonECSTaskExecutionRolePolicy,
});
const logs = new aws.cloudwatch.LogGroup("web", { retentionInDays: 14 });
const region = aws.getRegionOutput();
const container = {
    name: "web",
    image: image.ref,
    essential: true,
    portMappings: [{ containerPort: port }],
    // ECS ignores the health check of an image. There need be no shell in it: this is in exec form.
    healthCheck: { command: ["CMD", "python", "health.py", `${port}`], interval: 10, timeout: 5, retries: 3 },
    logConfiguration: {
        logDriver: "awslogs",
        options: { "awslogs-group": logs.name, "awslogs-region": region.region, "awslogs-stream-prefix": "web" },
    },
};
const task = new aws.ecs.TaskDefinition("web", {
    family: "web",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: "X86_64" },
    executionRoleArn: role.arn,
    containerDefinitions: pulumi.jsonStringify([container]),
});

const vpc = aws.ec2.getVpcOutput({ default: true });
const subnets = aws.ec2.getSubnetsOutput({ filters: [{ name: "vpc-id", values: [vpc.id] }] });
const firewall = new aws.ec2.SecurityGroup("web", {
    vpcId: vpc.id,
    ingress: [{ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks: ["0.0.0.0/0"] }],
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});
const cluster = new aws.ecs.Cluster("web");
const service = new aws.ecs.Service(
    "web",
    {
        cluster: cluster.arn,
        taskDefinition: task.arn,
        launchType: "FARGATE",
        desiredCount: 2,
        waitForSteadyState: true,
        deploymentCircuitBreaker: { enable: true, rollback: true },
        networkConfiguration: { subnets: subnets.ids, securityGroups: [firewall.id], assignPublicIp: true },
    },
    { dependsOn: [execution] },
);

export const { ref, size } = image;
export const serviceName = service.name;
