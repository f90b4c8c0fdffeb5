import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { Base, ImageComparison, Strategy } from "../../components";
import { comparisonChart } from "../../components/comparison/chart";
import { comparisonPage } from "../../components/comparison/page";
import { comparisonTable, markdownTable } from "../../components/comparison/table";
import { takeOnBuilds } from "../../components/python-image/image-hooks";
import { componentImage, contentHashOf, fixedBases, type ImageClaims } from "../support/component-image";
import { withoutAddress, withoutCodes } from "../support/error-address";
import { type FakeRegistry, startFakeRegistry } from "../support/registry-fake";
import type { HandmadeImage } from "../support/registry-image";

const home = process.cwd();
const program = mkdtempSync(join(tmpdir(), "comparison-"));
const resources: pulumi.runtime.MockResourceArgs[] = [];
const images = new Map<string, HandmadeImage>();
const packages = [
    { name: "numpy", version: "2.4.6", bytes: 44_000_000 },
    { name: "six", version: "1.17.0", bytes: 30_000 },
];
let registry: FakeRegistry;

before(async () => {
    process.chdir(program);
    writeFileSync("requirements.txt", "six==1.17.0\n");
    registry = await startFakeRegistry();
    const pip = { name: "pip", version: "26", bytes: 9_000_000 };
    await publish("slim", { blocks: 900, packages: [pip] });
    await publish("ours", { blocks: 300, packages });
    await publish("bare", { blocks: 100 });
    await pulumi.runtime.setMocks({
        newResource(args) {
            resources.push(args);
            return { id: `${args.name}-id`, state: args.inputs };
        },
        call: ({ inputs }) => inputs,
    });
});
beforeEach(() => {
    resources.length = 0;
    takeOnBuilds(false);
});
after(async () => {
    await pulumi.runtime.disconnect();
    await registry.stop();
    process.chdir(home);
    rmSync(program, { recursive: true });
});

/** The value of an output and whether it is a secret. */
async function known<T>(output: pulumi.Output<T>): Promise<{ value: T; secret: boolean }> {
    const value = await new Promise<T>((resolve) => output.apply(resolve));
    return { value, secret: await pulumi.isSecret(output) };
}

const variants = {
    slim: { strategy: Strategy.SingleStage },
    ours: {},
    bare: { strategy: Strategy.Minimal, builderImage: "builder:1" },
};

/** Puts the image of a variant into the registry, as if it had been built before. */
async function publish(variant: keyof typeof variants, claims: ImageClaims): Promise<void> {
    const tree = { "program/requirements.txt": "six==1.17.0\n" };
    const args = { requirements: "requirements.txt", packages: [], ...variants[variant] };
    const contentHash = await contentHashOf({ after }, args, tree);
    const image = await componentImage({ contentHash, ...claims });
    images.set(`sizes-${variant}`, image);
    registry.add(image, { tag: `py-${contentHash.slice(0, 12)}` });
}

function compare(): ImageComparison {
    const repository = `${registry.host}/team/api`;
    const login = { server: registry.host, username: "ci", password: "s3cret" };
    return new ImageComparison("sizes", {
        repository,
        registry: login,
        requirements: "requirements.txt",
        variants,
        ...fixedBases,
    });
}

test("one image for each variant, named after both, built in a place of its own", async () => {
    await known(compare().html);
    assert.deepEqual(resources.map(({ type, name }) => `${type} ${name}`).sort(), [
        "docker:index/image:Image sizes-bare",
        "docker:index/image:Image sizes-ours",
        "docker:index/image:Image sizes-slim",
        "python-image:index:ImageComparison sizes",
        "python-image:index:PythonImage sizes-bare",
        "python-image:index:PythonImage sizes-ours",
        "python-image:index:PythonImage sizes-slim",
    ]);
    const built = resources.filter(({ type }) => type === "docker:index/image:Image").map(({ inputs }) => inputs);
    assert.equal(new Set(built.map(({ build }) => build.context)).size, 3);
    assert.equal(new Set(built.map(({ imageName }) => imageName)).size, 3);
    for (const { imageName, registry: login } of built) {
        assert.match(imageName, new RegExp(`^${registry.host}/team/api:py-[0-9a-f]{12}$`));
        // A secret comes wrapped to the engine.
        assert.equal(login.value.username, "ci");
    }
    const builders = built.map(({ build }) => build.args.BUILDER_IMAGE);
    assert.deepEqual(builders.sort(), ["builder:1", fixedBases.builderImage, fixedBases.builderImage]);
});

test("the outputs, in the order of the variants; none is a secret although the login is", async () => {
    takeOnBuilds(true);
    const comparison = compare();
    const { value: rows, secret } = await known(comparison.rows);
    assert.equal(secret, false);
    const expected = Object.keys(variants).map((name) => {
        const image = images.get(`sizes-${name}`) as HandmadeImage;
        return {
            name,
            ref: `${registry.host}/team/api@${image.digest}`,
            compressedBytes: [image.config, ...image.layers].reduce((sum, { size }) => sum + size, 0),
            unpackedBytes: image.unpackedBytes.reduce((sum, bytes) => sum + bytes, 0),
        };
    });
    assert.deepEqual(rows, expected);
    assert.deepEqual(await known(comparison.markdown), { value: markdownTable(comparisonTable(rows)), secret: false });
    assert.deepEqual(await known(comparison.svg), { value: comparisonChart(rows), secret: false });
    // The smallest has no inventory, so the treemap is that of the second smallest.
    const page = comparisonPage("sizes", rows, { name: "ours", packages });
    assert.deepEqual(await known(comparison.html), { value: page, secret: false });
});

test("the Docker provider of the comparison builds all variants", async () => {
    const remote = new docker.Provider("remote", { host: "ssh://builder.example.org" });
    const args = { repository: `${registry.host}/team/api`, requirements: "requirements.txt", variants };
    const comparison = new ImageComparison("sizes", args, { providers: [remote] });
    await known(comparison.rows);
    const providers = resources.filter(({ type }) => type === "docker:index/image:Image").map((one) => one.provider);
    assert.equal(providers.length, 3);
    for (const provider of providers) {
        assert.match(provider ?? "", /::remote::/);
    }
});

test("mistakes are reported at once, those of all variants once, and nothing is registered", () => {
    const compareBadly = () =>
        new ImageComparison("sizes", {
            repository: "Team/sizes",
            requirements: "requirements.txt",
            venvName: "a/b",
            variants: { full: { base: Base.Full, venvName: "venv" }, "two words": { command: [] }, ours: {} },
        });
    assert.throws(compareBadly, (error: Error) => {
        assert.ok(error instanceof pulumi.RunError);
        const [title, ...lines] = withoutCodes(error.message).split("\n");
        assert.equal(title, 'ImageComparison "sizes":');
        assert.deepEqual(
            lines.map((line) => /^ {2}- (.*?): expected/.exec(line)?.[1]),
            [
                "variants",
                "repository",
                "variants.two words.venvName",
                "variants.ours.venvName",
                "variants.two words.command",
            ],
        );
        return true;
    });
    assert.deepEqual(resources, []);
});

test("a comparison of nothing", () => {
    assert.throws(
        () => new ImageComparison("sizes", { repository: "r/sizes", requirements: "requirements.txt", variants: {} }),
        ({ message }: Error) => {
            assert.equal(
                withoutAddress(message),
                'ImageComparison "sizes": variants: expected at least one variant, got none. Name one, such as `ours: {}`.',
            );
            return true;
        },
    );
});
