import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { PythonImage, type PythonImageArgs } from "../../components";
import { componentImage, contentHashOf, fixedBases } from "../support/component-image";
import { withoutAddress } from "../support/error-address";
import { type MockOptions, runUnderMocks } from "../support/program";
import { type FakeRegistry, startFakeRegistry } from "../support/registry-fake";
import type { HandmadeImage } from "../support/registry-image";

const packages = [
    { name: "numpy", version: "2.4.6", bytes: 44_000_000 },
    { name: "six", version: "1.17.0", bytes: 30_000 },
];
let registry: FakeRegistry;
let image: HandmadeImage;

before(async () => {
    registry = await startFakeRegistry();
    const contentHash = await contentHashOf({ after });
    const base = { name: "python:3.13-slim", digest: `sha256:${"b".repeat(64)}` };
    image = await componentImage({
        contentHash,
        blocks: 300,
        packages: packages.toReversed(),
        warnings: ["look"],
        base,
    });
    registry.add(image, { tag: "1" });
});
after(() => registry.stop());

const compressed = () => image.layers.reduce((sum, { size }) => sum + size, image.config.size);
const unpacked = () => image.unpackedBytes.reduce((sum, bytes) => sum + bytes);

/** Runs a program whose image is in the fake registry. */
function run(t: { after(done: () => void): void }, args: Partial<PythonImageArgs> = {}, options: MockOptions = {}) {
    const repository = `${registry.host}/team/api`;
    const program = () => {
        const registry_ = { server: registry.host, username: "ci", password: pulumi.secret("s3cret") };
        const declared = { repository, packages: ["six"], tag: "1", registry: registry_, ...fixedBases, ...args };
        const outputs = new PythonImage("api", declared);
        const { ref, digest, taggedRef, size, packages, dockerfile, contentHash, generation } = outputs;
        const { base, reused, warnings } = outputs;
        return { ref, digest, taggedRef, size, packages, dockerfile, contentHash, generation, base, reused, warnings };
    };
    return runUnderMocks(t, program, { real: true, ...options });
}

test("outputs tell of the image that the registry has, and none of them is a secret", async (t) => {
    const { outputs } = await run(t);
    const values = Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
    const { dockerfile, contentHash, ...facts } = values;
    assert.deepEqual(facts, {
        ref: `${registry.host}/team/api@${image.digest}`,
        digest: image.digest,
        taggedRef: `${registry.host}/team/api:1`,
        size: {
            compressedBytes: compressed(),
            unpackedBytes: unpacked(),
            layers: image.layers.map((layer, place) => ({
                digest: layer.digest,
                compressedBytes: layer.size,
                unpackedBytes: image.unpackedBytes[place],
            })),
        },
        packages,
        generation: 0,
        base: { name: "python:3.13-slim", digest: `sha256:${"b".repeat(64)}` },
        reused: true,
        warnings: ["look"],
    });
    assert.match(String(dockerfile), /^# Written by pulumi-python-image\. /);
    assert.match(String(contentHash), /^[0-9a-f]{64}$/);
    assert.deepEqual(
        Object.keys(outputs).filter((name) => outputs[name]?.secret),
        [],
    );
});

test("in a preview in which nothing is built they are known", async (t) => {
    const { outputs } = await run(t, {}, { preview: true });
    assert.deepEqual(
        Object.keys(outputs).filter((name) => !outputs[name]?.known),
        [],
    );
    assert.deepEqual(outputs.packages?.value, packages);
});

test("the login goes to its own registry alone", async (t) => {
    const sent = async (server: string) => {
        const login = { server, username: "ci", password: "s3cret" };
        registry.requests.length = 0;
        const manifest = registry.answers.get("/v2/team/api/manifests/1");
        registry.answers.set("/v2/team/api/manifests/1", (request, response) => {
            if (request.headers.authorization === undefined) {
                response.writeHead(401, { "www-authenticate": 'Basic realm="fake"' }).end("{}");
            } else {
                response.writeHead(200, { "content-type": image.mediaType }).end(image.manifest);
            }
        });
        await run(t, { registry: login }).catch(() => undefined);
        registry.answers.set("/v2/team/api/manifests/1", manifest as NonNullable<typeof manifest>);
        return registry.requests.map(({ headers }) => headers.authorization).filter((value) => value !== undefined);
    };
    const basic = `Basic ${Buffer.from("ci:s3cret").toString("base64")}`;
    const own = await sent(`http://${registry.host}/`);
    assert.equal(own.length > 0 && own.every((value) => value === basic), true, own.join("\n"));
    assert.deepEqual(await sent("ghcr.io"), []);
});

describe("a size over the budget fails the update", () => {
    test("and is given to nobody who would deploy it", async (t) => {
        const deployed: string[] = [];
        const program = () => {
            const { ref, digest } = new PythonImage("api", {
                repository: `${registry.host}/team/api`,
                packages: ["six"],
                ...fixedBases,
                tag: "1",
                sizeBudget: { compressedBytes: 1 },
            });
            return { deployed: pulumi.all([ref, digest]).apply((names) => deployed.push(...names)) };
        };
        await assert.rejects(
            runUnderMocks(t, program, { real: true }),
            /sizeBudget\.compressedBytes: expected at most 1/,
        );
        assert.deepEqual(deployed, []);
    });

    test("with the largest packages", async (t) => {
        const limit = compressed() - 1;
        await assert.rejects(run(t, { sizeBudget: { compressedBytes: limit } }), (error: Error) => {
            assert.ok(pulumi.ResourceError.isInstance(error));
            const [first, ...others] = withoutAddress(error.message).split("\n");
            assert.match(first ?? "", new RegExp(`sizeBudget\\.compressedBytes: expected at most ${limit} bytes`));
            assert.match(
                first ?? "",
                / 1 bytes \(1 B\) over\. Drop or replace a package, prune more, take Strategy\.Minimal, or raise the budget\.$/,
            );
            assert.deepEqual(others.slice(0, 3), [
                "Largest packages:",
                "     44 MB  numpy 2.4.6",
                "     30 kB  six 1.17.0",
            ]);
            return true;
        });
    });

    test("and one within it does not", async (t) => {
        const { outputs } = await run(t, { sizeBudget: { compressedBytes: compressed(), unpackedBytes: unpacked() } });
        assert.equal(outputs.digest?.value, image.digest);
    });

    test("growth counts from the last deployment", async (t) => {
        const urn = "urn:pulumi:dev::project::python-image:index:PythonImage::api";
        const last = (compressedBytes: number) => ({
            outputs: {
                [urn]: {
                    outputs: {
                        ref: `${registry.host}/team/api@${image.digest}`,
                        digest: image.digest,
                        generation: 0,
                        size: { compressedBytes, unpackedBytes: 1, layers: [] },
                    },
                },
            },
        });
        const sizeBudget = { growthPercent: 10 };
        const half = { call: () => last(Math.floor(compressed() / 2)) };
        await assert.rejects(run(t, { sizeBudget }, half), /sizeBudget\.growthPercent: expected at most /);
        const same = await run(t, { sizeBudget }, { call: () => last(compressed()) });
        assert.equal(same.outputs.digest?.value, image.digest);
    });
});
