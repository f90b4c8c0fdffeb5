import assert from "node:assert/strict";
import { test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { PythonImage, type PythonImageArgs } from "../../components";
import { imageInputs, type MockOptions, runUnderMocks } from "../support/program";
import { Secret } from "../support/registrations";

const repository = "127.0.0.1:5000/team/api";
/** The build arguments of every image whose bases are not named. */
const plain = { SOURCE_DATE_EPOCH: "0", BUILDER_IMAGE: "python:3.13-slim", RUNTIME_IMAGE: "python:3.13-slim" };

/** Runs a program that declares one image and exports its hash. */
function declare(
    t: { after(done: () => void): void },
    args: Partial<PythonImageArgs> | (() => Partial<PythonImageArgs>),
    options?: MockOptions,
) {
    return runUnderMocks(
        t,
        () => {
            const given = typeof args === "function" ? args() : args;
            const { contentHash, taggedRef } = new PythonImage("api", { repository, packages: ["six"], ...given });
            return { contentHash, taggedRef };
        },
        options,
    );
}

test("one image, named after the component and below it, with all its inputs", async (t) => {
    const { resources, outputs, calls } = await declare(t, {});
    const hash = outputs.contentHash?.value as string;
    assert.match(hash, /^[0-9a-f]{64}$/);
    assert.deepEqual(
        resources.map(({ outputs: _, ...declared }) => declared),
        [
            {
                type: "python-image:index:PythonImage",
                name: "api",
                parent: "",
                inputs: {},
                provider: "",
                replacementTrigger: undefined,
                ignoreChanges: [],
            },
            {
                type: "docker:index/image:Image",
                name: "api",
                parent: "python-image:index:PythonImage api",
                inputs: {
                    imageName: `127.0.0.1:5000/team/api:py-${hash.slice(0, 12)}`,
                    skipPush: true,
                    buildOnPreview: false,
                    build: {
                        context: ".python-image/dev/api",
                        dockerfile: ".python-image/dev/api/Dockerfile",
                        args: plain,
                        platform: "linux/amd64",
                        builderVersion: "BuilderBuildKit",
                    },
                },
                provider: "",
                replacementTrigger: 0,
                ignoreChanges: [],
            },
        ],
    );
    assert.equal(outputs.taggedRef?.value, `${repository}:py-${hash.slice(0, 12)}`);
    assert.deepEqual(
        calls.map(({ token, inputs }) => [token, inputs]),
        [["pulumi:pulumi:readStackResourceOutputs", { stackName: "acme/project/dev" }]],
    );
});

test("everything that can be given reaches the provider, and secrets do so as secrets", async (t) => {
    const args = (): Partial<PythonImageArgs> => ({
        tag: pulumi.output("1.2.3"),
        registry: pulumi.output({ server: "127.0.0.1:5000", username: "ci", password: "s3cret" }),
        builderImage: pulumi.output("python:3.12"),
        runtimeImage: "python:3.12-slim",
        platform: "linux/arm64",
        index: {
            url: pulumi.output("https://packages.example.org/simple"),
            username: "ci",
            password: pulumi.secret("p@ss/word"),
            extraUrls: ["https://a.example.org/simple", pulumi.output("https://b.example.org/simple")],
        },
        labels: { lines: "a\nb" },
        caCertificates: ["ca.pem"],
    });
    const run = await declare(t, args, { tree: { "program/ca.pem": "-----BEGIN CERTIFICATE-----\n" } });
    assert.deepEqual(imageInputs(run), {
        imageName: `127.0.0.1:5000/team/api:py-${String(run.outputs.contentHash?.value).slice(0, 12)}`,
        skipPush: true,
        buildOnPreview: false,
        registry: { server: "127.0.0.1:5000", username: "ci", password: new Secret("s3cret") },
        build: {
            context: ".python-image/dev/api",
            dockerfile: ".python-image/dev/api/Dockerfile",
            args: {
                SOURCE_DATE_EPOCH: "0",
                BUILDER_IMAGE: "python:3.12",
                RUNTIME_IMAGE: "python:3.12-slim",
                INDEX_URL: new Secret("https://ci:p%40ss%2Fword@packages.example.org/simple"),
                EXTRA_INDEX_URLS: new Secret("https://a.example.org/simple https://b.example.org/simple"),
                VALUE_1: "a\nb",
            },
            platform: "linux/arm64",
            builderVersion: "BuilderBuildKit",
        },
    });
});

test("a login that is a secret as a whole is none but for its password", async (t) => {
    const login = { server: "ghcr.io", username: "ci", password: "s3cret" };
    const run = await declare(t, () => ({ registry: pulumi.secret(login) }));
    assert.deepEqual((imageInputs(run) as { registry: unknown }).registry, {
        server: "ghcr.io",
        username: "ci",
        password: new Secret("s3cret"),
    });
    assert.equal(run.outputs.taggedRef?.secret, false);
});

/** Build arguments and network of the only image. */
const build = (run: Awaited<ReturnType<typeof declare>>) =>
    (imageInputs(run) as { build: { args: { [name: string]: unknown }; network?: string } }).build;

test("a URL of an index is a secret even without a password beside it", async (t) => {
    const run = await declare(t, { index: { url: "https://ci:s3cret@packages.example.org/simple" } });
    assert.deepEqual(build(run).args, {
        ...plain,
        INDEX_URL: new Secret("https://ci:s3cret@packages.example.org/simple"),
    });
});

test("variables and logins of the installation are secrets, and fill in the URLs that name them", async (t) => {
    const run = await declare(t, {
        index: { url: `https://ci:\${TOKEN}@packages.example.org/simple` },
        gitLogins: [{ host: "127.0.0.1:8080", username: "ci", password: "g1t" }],
        buildEnvironment: { CMAKE_ARGS: "-DX", TOKEN: pulumi.secret("t0ken") },
    });
    assert.deepEqual(build(run).args, {
        ...plain,
        INDEX_URL: new Secret("https://ci:t0ken@packages.example.org/simple"),
        BUILD_ENVIRONMENT: new Secret("export CMAKE_ARGS='-DX'"),
        BUILD_SECRETS: new Secret("export TOKEN='t0ken'"),
        GIT_CREDENTIALS: new Secret("https://ci:g1t@127.0.0.1:8080\nhttp://ci:g1t@127.0.0.1:8080"),
    });
    assert.equal(build(run).network, "host");
    for (const output of Object.values(run.outputs)) {
        assert.doesNotMatch(JSON.stringify(output), /t0ken|g1t/);
    }
});

test("a URL of an index that another resource tells is checked like one that is written down", async (t) => {
    const told = declare(t, {
        index: { url: pulumi.output("ci:s3cret@packages.example.org/simple"), username: "ci", password: "x" },
    });
    await assert.rejects(told, (error: Error) => {
        assert.match(error.message, /index\.url: expected an http or https URL, got/);
        return true;
    });
});

test("an index on loopback is reached through the engine's own network", async (t) => {
    for (const index of [
        { url: "http://127.0.0.1:3141/root/simple" },
        { url: "http://ci:s3cret@localhost:3141/simple" },
        { url: "https://example.org/simple", extraUrls: ["http://[::1]:3141/simple"] },
    ]) {
        assert.equal(build(await declare(t, { index })).network, "host");
    }
    assert.equal(build(await declare(t, { index: { url: "https://127.example.org/simple" } })).network, undefined);
});

test("the images of a single stage are one", async (t) => {
    const single = async (args: Partial<PythonImageArgs>) => {
        const { SOURCE_DATE_EPOCH: _, ...images } = build(await declare(t, { strategy: "single-stage", ...args })).args;
        return images;
    };
    assert.deepEqual(await single({}), { BUILDER_IMAGE: "python:3.13-slim" });
    assert.deepEqual(await single({ runtimeImage: "a" }), { BUILDER_IMAGE: "a" });
    assert.deepEqual(await single({ builderImage: "b", runtimeImage: "a" }), { BUILDER_IMAGE: "b" });
    assert.deepEqual(build(await declare(t, { runtimeImage: "a" })).args, { ...plain, RUNTIME_IMAGE: "a" });
});

test("proxies of the program's environment are those of the build, in either spelling", async (t) => {
    const environment = { HTTPS_PROXY: "http://proxy:3128", no_proxy: "localhost", HTTP_PROXY: "" };
    const run = await declare(t, {}, { environment });
    assert.deepEqual(build(run).args, {
        ...plain,
        HTTPS_PROXY: "http://proxy:3128",
        NO_PROXY: "localhost",
    });
});

test("without a push nothing is asked for but the build", async (t) => {
    const { skipPush, registry } = imageInputs(await declare(t, { push: false })) as { [name: string]: unknown };
    assert.deepEqual([skipPush, registry], [true, undefined]);
});

test("an image that is not pushed has its own tag in the engine", async (t) => {
    const run = await declare(t, { push: false, tag: "1.2.3" });
    assert.equal((imageInputs(run) as { imageName: string }).imageName, `${repository}:1.2.3`);
});

test("names on Docker Hub are given in full, as the provider wants them", async (t) => {
    const imageName = async (name: string) => {
        const run = await declare(t, { repository: name, tag: "1" });
        const { imageName } = imageInputs(run) as { imageName: string };
        return [imageName.replace(/:py-[0-9a-f]{12}$/, ":py-"), run.outputs.taggedRef?.value];
    };
    assert.deepEqual(await imageName("team/api"), ["docker.io/team/api:py-", "team/api:1"]);
    assert.deepEqual(await imageName("api"), ["docker.io/library/api:py-", "api:1"]);
});

test("the content names the image: neither logins nor proxies nor authorities change the tag, what is in it does", async (t) => {
    const tree = { "program/ca.pem": "-----BEGIN CERTIFICATE-----\n" };
    const hash = async (args: Partial<PythonImageArgs>, environment = {}) =>
        (await declare(t, args, { tree, environment })).outputs.contentHash?.value;
    const index = (password: string) => ({ url: "https://e.org/simple", username: "ci", password });
    const first = await hash({});
    assert.equal(await hash({ registry: { server: "r", username: "u", password: "p" }, tag: "x", push: false }), first);
    assert.equal(await hash({ caCertificates: ["ca.pem"] }), first);
    assert.equal(await hash({}, { HTTPS_PROXY: "http://proxy:3128" }), first);
    assert.equal(await hash({ index: index("new") }), await hash({ index: index("old") }));
    const different = [
        first,
        await hash({ index: index("p") }),
        await hash({ index: { url: "https://e.org/simple", extraUrls: ["https://f.org"] } }),
        await hash({ builderImage: "python:3.12" }),
        await hash({ runtimeImage: "python:3.12" }),
        await hash({ packages: ["six==1.17.0"] }),
        await hash({ labels: { a: "b\nc" } }),
        await hash({ labels: { a: "b\nd" } }),
        await hash({ platform: "linux/arm64" }),
    ];
    assert.equal(new Set(different).size, different.length);
});
