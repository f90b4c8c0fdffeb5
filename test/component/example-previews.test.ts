import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { answeringEngine } from "../support/engine-stand-in";
import { type ExampleOptions, type RegisteredResource, runExample } from "../support/registry-example";

const examples = join(__dirname, "../../examples");

/** What an example declares, by type and name, in a preview for which no cloud is needed. */
async function preview(name: string, options: ExampleOptions = {}): Promise<RegisteredResource[]> {
    // Of a registry that does not answer: what another has already is not built.
    const config = { [`${name}:repository`]: `r.example.org/team/${name}`, ...options.config };
    const { resources, error } = await runExample(name, { preview: true, ...options, config });
    assert.equal(error, undefined);
    return resources;
}

const typesOf = (resources: RegisteredResource[]) => resources.map(({ type, name }) => `${type} ${name}`);
const imageOf = (resources: RegisteredResource[]) =>
    resources.find(({ type }) => type === "docker:index/image:Image")?.inputs ?? {};

const engine = answeringEngine({ after });
before(async () => {
    process.env.DOCKER_HOST = await engine;
});

describe("examples whose target is not here, as previews", () => {
    test("kubernetes: a deployment of the image, without root", async () => {
        const resources = await preview("kubernetes");
        assert.match(String(imageOf(resources).imageName), /^r\.example\.org\/team\/kubernetes:py-[0-9a-f]{12}$/);
        const deployment = resources.find(({ type }) => type === "kubernetes:apps/v1:Deployment");
        const spec = deployment?.inputs.spec as { template: { spec: { securityContext: object } } };
        assert.deepEqual(spec.template.spec.securityContext, {
            runAsNonRoot: true,
            seccompProfile: { type: "RuntimeDefault" },
        });
    });

    test("cloud-run: a repository, the image, a service", async () => {
        const types = typesOf(await preview("cloud-run"));
        assert.ok(types.includes("gcp:artifactregistry/repository:Repository web"));
        assert.ok(types.includes("docker:index/image:Image web"));
        assert.ok(types.includes("gcp:cloudrunv2/service:Service web"));
    });

    test("ecr-lambda: for Graviton, too", async () => {
        const resources = await preview("ecr-lambda", { config: { "ecr-lambda:architecture": "arm64" } });
        const lambda = resources.find(({ type }) => type === "aws:lambda/function:Function");
        assert.deepEqual(lambda?.inputs.architectures, ["arm64"]);
        assert.equal((imageOf(resources).build as { platform: string }).platform, "linux/arm64");
    });

    test("torch-cpu, private-git, remote-builder, promotion: an image each", async () => {
        const config = {
            "private-git:gitToken": "s3cret-token",
            "remote-builder:builder": "ssh://builder@build.example.org",
            "promotion:previous": "dev",
        };
        for (const name of ["torch-cpu", "private-git", "remote-builder", "promotion"]) {
            const resources = await preview(name, { config });
            const types = typesOf(resources).filter((type) => type.startsWith("docker:index/image:Image"));
            assert.deepEqual(types, [`docker:index/image:Image ${name}`]);
        }
    });

    test("many-images: one image a service, each with a repository of its own", async () => {
        const names = (await preview("many-images"))
            .filter(({ type }) => type === "docker:index/image:Image")
            .map(({ inputs }) => String(inputs.imageName).replace(/:py-.*/, ""))
            .sort();
        assert.deepEqual(
            names,
            ["billing", "orders", "search"].map((service) => `r.example.org/team/many-images/${service}`),
        );
    });
});

test("unit-tests: the tests of the example pass", () => {
    const output = execFileSync(process.execPath, ["--import", "tsx", "--test", "program.test.ts"], {
        cwd: join(examples, "unit-tests"),
        encoding: "utf8",
        // Not the runner's own, which has tests report in another form.
        env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    });
    assert.match(output, /pass 1\b/);
});

describe("each example", () => {
    for (const name of readdirSync(examples).filter((name) => name !== "languages")) {
        test(`${name} is a program of its own, and says what comes out`, () => {
            const read = (file: string) => readFileSync(join(examples, name, file), "utf8");
            assert.match(read("Pulumi.yaml"), new RegExp(`^name: ${name}\n`));
            assert.equal(JSON.parse(read("package.json")).main, "index.ts");
            const readme = read("README.md");
            assert.match(readme, /^# .+\n\n\S/);
            assert.match(readme, /prints\n\n```/, "expected output");
            if (!["stack-reference", "ecr", "ecr-lambda", "ecs-service"].includes(name)) {
                assert.match(readme, /pulumi config set (--stack \w+ )?registry /);
                assert.match(readme, /pulumi config set (--stack \w+ )?repository /);
            }
        });
    }
});
