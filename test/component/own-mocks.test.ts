import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { Bytecode, Installer, PythonImage } from "../../components";
import { runUnderMocks } from "../support/program";

/** What users do with an image in their programs. */
function program() {
    const image = new PythonImage("api", {
        repository: "ghcr.io/team/api",
        packages: ["six"],
        tag: "1.2.3",
        registry: { server: "ghcr.io", username: "ci", password: pulumi.secret("s3cret") },
        sizeBudget: { compressedBytes: 1, unpackedBytes: 1, growthPercent: 1 },
        installer: Installer.Pip,
        bytecode: Bytecode.All,
    });
    return {
        ref: image.ref,
        short: image.digest.apply((digest) => digest.slice(7, 19)),
        megabytes: image.size.apply((size) => size.compressedBytes / 1e6),
        layers: image.size.layers.apply((layers) => layers.map((layer) => layer.digest)),
        largest: image.packages.apply((packages) => packages.slice(0, 3).map((one) => one.name)),
        deployed: pulumi.interpolate`deploy ${image.taggedRef}`,
        generation: image.generation,
    };
}

const nothing = { megabytes: 0, layers: [], largest: [], deployed: "deploy ghcr.io/team/api:1.2.3", generation: 0 };

const valuesOf = ({ outputs }: Awaited<ReturnType<typeof runUnderMocks>>) =>
    Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));

describe("a user's own tests with mocks work, whatever these answer to calls", () => {
    const urn = "urn:pulumi:dev::project::python-image:index:PythonImage::api";
    const answers: { [what: string]: () => unknown } = {
        "an error": () => {
            throw new Error("unexpected call");
        },
        "a rejection": () => Promise.reject(new Error("unexpected call")),
        "nothing at all": () => undefined,
        null: () => null,
        "an empty object": () => ({}),
        "what it was asked": () => ({ stackName: "x" }),
        "a text for the outputs": () => ({ outputs: "none" }),
        "a list of them": () => ({ outputs: [1, null] }),
        "outputs of other resources": () => ({ outputs: { "urn:pulumi:dev::project::x:y:Z::api": { outputs: {} } } }),
        "its own resource without outputs": () => ({ outputs: { [urn]: null } }),
        "outputs of other types": () => ({ outputs: { [urn]: { outputs: { ref: 1, digest: {}, size: "large" } } } }),
    };
    for (const [what, call] of Object.entries(answers)) {
        test(what, async (t) => {
            const run = await runUnderMocks(t, program, { call });
            assert.deepEqual(valuesOf(run), { ref: "ghcr.io/team/api@", short: "", ...nothing });
        });
    }
});

test("a digest that the user's mock of the provider gives is taken, and no registry is asked about it", async (t) => {
    const digest = `sha256:${"0a".repeat(32)}`;
    const repoDigests = { api: `ghcr.io/team/api@${digest}` };
    const run = await runUnderMocks(t, program, { repoDigests });
    assert.deepEqual(valuesOf(run), { ref: `ghcr.io/team/api@${digest}`, short: "0a0a0a0a0a0a", ...nothing });
});

test("no output is a secret although the login is", async (t) => {
    const { outputs } = await runUnderMocks(t, program);
    assert.deepEqual(
        Object.keys(outputs).filter((name) => outputs[name]?.secret),
        [],
    );
});

test("mocks of a preview work as well", async (t) => {
    const { outputs } = await runUnderMocks(t, program, { preview: true });
    assert.equal(outputs.deployed?.value, "deploy ghcr.io/team/api:1.2.3");
    assert.equal(outputs.ref?.known, false);
});

test("one test after another may declare the same image", async (t) => {
    const repoDigests = { api: "ghcr.io/team/api@sha256:0a" };
    for (let time = 0; time < 2; time++) {
        const run = await runUnderMocks(t, program, { repoDigests });
        assert.equal(run.outputs.ref?.value, "ghcr.io/team/api@sha256:0a");
    }
});
