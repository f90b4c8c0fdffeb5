import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EcrRepository } from "../../components/ecr/ecr-repository";
import { withoutCodes } from "../support/error-address";

const HOST = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
const resources: pulumi.runtime.MockResourceArgs[] = [];
const calls: pulumi.runtime.MockCallArgs[] = [];

before(() =>
    pulumi.runtime.setMocks({
        newResource(args) {
            resources.push(args);
            const computed = {
                "aws:ecr/repository:Repository": {
                    name: args.inputs.name ?? `${args.name}-5f0c1d2`,
                    repositoryUrl: `${HOST}/${args.inputs.name ?? args.name}`,
                    arn: `arn:aws:ecr:eu-west-1:123456789012:repository/${args.name}`,
                    registryId: "123456789012",
                },
            }[args.type];
            return { id: `${args.name}-id`, state: { ...args.inputs, ...computed } };
        },
        call(args) {
            calls.push(args);
            return {
                userName: "AWS",
                password: "ecr-t0ken",
                proxyEndpoint: `https://${HOST}`,
                authorizationToken: "QVdT",
            };
        },
    }),
);
after(() => pulumi.runtime.disconnect());

/** The value of an output and whether it is a secret. */
async function known<T>(output: pulumi.Output<T>): Promise<{ value: T; secret: boolean }> {
    const value = await new Promise<T>((resolve) => output.apply(resolve));
    return { value, secret: await pulumi.isSecret(output) };
}

/** Declares a repository and waits for all that it registers. */
async function declare(
    name: string,
    ...rest: [ConstructorParameters<typeof EcrRepository>[1]?, pulumi.ComponentResourceOptions?]
) {
    resources.length = 0;
    calls.length = 0;
    const repository = new EcrRepository(name, ...rest);
    await known(pulumi.output(repository.login));
    await known(pulumi.output(repository.arn));
    return repository;
}

const inputsOf = (type: string) => resources.find((resource) => resource.type === type)?.inputs;

test("the children, their names and all their inputs by default", async () => {
    await declare("api");
    assert.deepEqual(
        resources.map(({ type, name, inputs }) => ({ type, name, inputs })),
        [
            { type: "python-image:index:EcrRepository", name: "api", inputs: {} },
            {
                type: "aws:ecr/repository:Repository",
                name: "api",
                inputs: {
                    imageTagMutability: "IMMUTABLE",
                    imageScanningConfiguration: { scanOnPush: true },
                    encryptionConfigurations: [{ encryptionType: "AES256" }],
                    forceDelete: false,
                },
            },
            {
                type: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
                name: "api",
                inputs: {
                    repository: "api-5f0c1d2",
                    policy: JSON.stringify({
                        rules: [
                            {
                                rulePriority: 1,
                                description: "Images without a tag expire after 14 days",
                                selection: {
                                    tagStatus: "untagged",
                                    countType: "sinceImagePushed",
                                    countUnit: "days",
                                    countNumber: 14,
                                },
                                action: { type: "expire" },
                            },
                        ],
                    }),
                },
            },
        ],
    );
    assert.deepEqual(
        calls.map(({ token, inputs }) => ({ token, inputs })),
        [{ token: "aws:ecr/getAuthorizationToken:getAuthorizationToken", inputs: { registryId: "123456789012" } }],
    );
});

test("all that can be asked for", async () => {
    const kmsKey = "arn:aws:kms:eu-west-1:123456789012:key/1";
    await declare("all", {
        repositoryName: "team/api",
        keepImages: 10,
        untaggedDays: 3,
        scanOnPush: false,
        immutableTags: pulumi.output(false),
        kmsKey,
        forceDelete: true,
        tags: { team: "data" },
    });
    assert.deepEqual(inputsOf("aws:ecr/repository:Repository"), {
        name: "team/api",
        imageTagMutability: "MUTABLE",
        imageScanningConfiguration: { scanOnPush: false },
        encryptionConfigurations: [{ encryptionType: "KMS", kmsKey }],
        forceDelete: true,
        tags: { team: "data" },
    });
    const { rules } = JSON.parse(inputsOf("aws:ecr/lifecyclePolicy:LifecyclePolicy")?.policy);
    assert.deepEqual(
        rules.map(({ rulePriority, selection }: { rulePriority: number; selection: object }) => [
            rulePriority,
            selection,
        ]),
        [
            [1, { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 3 }],
            [2, { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10 }],
        ],
    );
});

test("the outputs; only the login is a secret", async () => {
    const { url, arn, repository, login } = await declare("api");
    assert.deepEqual(await known(url), { value: `${HOST}/api`, secret: false });
    assert.deepEqual(await known(arn), { value: "arn:aws:ecr:eu-west-1:123456789012:repository/api", secret: false });
    assert.deepEqual(await known(repository), { value: "api-5f0c1d2", secret: false });
    assert.deepEqual(await known(login), {
        value: { server: HOST, username: "AWS", password: "ecr-t0ken" },
        secret: true,
    });
});

test("the provider of the component makes its resources and is asked for the token", async () => {
    const provider = new aws.Provider("ireland", { region: "eu-west-1" });
    await declare("api", {}, { providers: [provider] });
    const made = resources.filter(({ type }) => type.startsWith("aws:ecr/"));
    assert.equal(made.length, 2);
    for (const { provider: used } of [...made, ...calls]) {
        assert.match(used ?? "", /::ireland::/);
    }
});

test("mistakes are reported at once, and nothing is registered", () => {
    resources.length = 0;
    assert.throws(
        () => new EcrRepository("Api", { keepImages: 0, untaggedDays: 1.5, kmsKey: "" }),
        (error) => {
            assert.ok(error instanceof pulumi.RunError);
            assert.equal(
                withoutCodes(error.message),
                [
                    'EcrRepository "Api":',
                    '  - name: expected a name that ECR accepts, got "Api". Use 2 to 256 lower-case letters and digits, with single `.`, `_`, `-` or `/` between them, or give `repositoryName`.',
                    "  - keepImages: expected a whole number of at least 1, got 0. Leave it out for the default.",
                    "  - untaggedDays: expected a whole number of at least 1, got 1.5. Leave it out for the default.",
                    '  - kmsKey: expected the ARN of a KMS key, got "". Leave it out for AES-256 with a key of Amazon\'s.',
                ].join("\n"),
            );
            return true;
        },
    );
    for (const repositoryName of ["", "a", "Team/api", "team//api", "team/api:1", "a".repeat(257)]) {
        assert.throws(
            () => new EcrRepository("Api", { repositoryName }),
            /repositoryName: expected a name that ECR accepts, got "/,
        );
    }
    assert.deepEqual(resources, []);
});
