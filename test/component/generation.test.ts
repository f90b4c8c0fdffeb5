import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { PythonImage, type PythonImageArgs } from "../../components";
import { componentImage, contentHashOf, fixedBases } from "../support/component-image";
import { withoutAddress } from "../support/error-address";
import { type MockOptions, noEngine, runUnderMocks } from "../support/program";
import { type FakeRegistry, startFakeRegistry } from "../support/registry-fake";
import type { HandmadeImage } from "../support/registry-image";

let registry: FakeRegistry;
let image: HandmadeImage;
let contentHash: string;

before(async () => {
    registry = await startFakeRegistry();
    contentHash = await contentHashOf({ after });
    image = await componentImage({ contentHash });
    registry.add(image);
});
after(() => registry.stop());

const gone = `sha256:${"9".repeat(64)}`;

/** What the state tells of the last deployment of the component `api`. */
function lastly(digest: string, generation: unknown, repository = `${registry.host}/team/api`) {
    const type = "python-image:index:PythonImage";
    const deployed = { contentHash, tag: `py-${contentHash.slice(0, 12)}`, bases: {}, layers: [], readable: true };
    const outputs = { ref: `${repository}@${digest}`, digest, generation, deployed };
    return { outputs: { [`urn:pulumi:dev::project::${type}::api`]: { type, outputs } } };
}

/** Previews a program and returns the number of its image, as an output and as the trigger of a replacement. */
async function generationOf(
    t: { after(done: () => void): void },
    last: object,
    args: Partial<PythonImageArgs> = {},
    options: MockOptions = {},
) {
    const repository = args.repository ?? `${registry.host}/team/api`;
    const program = () => {
        const { generation } = new PythonImage("api", { packages: ["six"], ...fixedBases, ...args, repository });
        return { generation };
    };
    const how = { call: () => last, preview: true, real: true, ...options };
    const { outputs, resources } = await runUnderMocks(t, program, how);
    for (const { replacementTrigger } of resources.filter(({ type }) => type === "docker:index/image:Image")) {
        assert.equal(replacementTrigger, outputs.generation?.value);
    }
    assert.deepEqual([outputs.generation?.known, outputs.generation?.secret], [true, false]);
    return outputs.generation?.value;
}

describe("the number of times that an image had to be made again", () => {
    test("is 0 at first", async (t) => {
        assert.equal(await generationOf(t, {}), 0);
    });

    test("stays while the registry has the image", async (t) => {
        assert.equal(await generationOf(t, lastly(image.digest, 0)), 0);
        assert.equal(await generationOf(t, lastly(image.digest, 7)), 7);
        assert.equal(await generationOf(t, lastly(image.digest, "7")), 0);
    });

    test("grows by one where the registry says that it is gone", async (t) => {
        assert.equal(await generationOf(t, lastly(gone, 0)), 1);
        assert.equal(await generationOf(t, lastly(gone, 7)), 8);
    });

    test("stays where the image goes elsewhere now, which publishes it in any case", async (t) => {
        registry.requests.length = 0;
        assert.equal(await generationOf(t, lastly(gone, 3, "127.0.0.1:9/team/api")), 3);
        assert.deepEqual(
            registry.requests.filter(({ url }) => url.includes(gone)),
            [],
        );
    });

    test("is not taken from another component", async (t) => {
        const type = "python-image:index:PythonImage";
        const outputs = { ref: `${registry.host}/team/api@${gone}`, digest: gone, generation: 4 };
        const others = [`${type}::other-api`, `x:y:Z$${type}::api`, `x:y:Z::api`];
        for (const other of others) {
            const last = { outputs: { [`urn:pulumi:dev::project::${other}`]: { type, outputs } } };
            assert.equal(await generationOf(t, last), 0, other);
        }
    });
});

describe("a registry that does not say is no reason to make an image again", () => {
    const failing = (answer: object) => async (t: { after(done: () => void): void }) => {
        registry.answers.set(`/v2/team/api/manifests/${gone}`, answer);
        try {
            return await generationOf(t, lastly(gone, 0));
        } finally {
            registry.answers.delete(`/v2/team/api/manifests/${gone}`);
        }
    };

    for (const [what, answer, words] of [
        ["a refused login", { status: 401, body: "{}" }, /manifests\/sha256:9+: HTTP 401: /],
        [
            "a page instead of an answer",
            { status: 404, body: "<html>" },
            /manifests\/sha256:9+: HTTP 404: a web page instead of a registry's answer\./,
        ],
        [
            "a refused reader",
            { status: 403, body: '{"errors":[{"code":"DENIED","message":"no"}]}' },
            /manifests\/sha256:9+: DENIED: no\./,
        ],
    ] as const) {
        test(what, async (t) => {
            await assert.rejects(failing(answer)(t), (error: Error) => {
                assert.ok(pulumi.ResourceError.isInstance(error), String(error));
                assert.match(error.message, words);
                return true;
            });
        });
    }

    test("one that does not answer at all", async (t) => {
        const repository = "127.0.0.1:9/team/api";
        await assert.rejects(generationOf(t, lastly(gone, 0, repository), { repository }), (error: Error) => {
            assert.ok(pulumi.ResourceError.isInstance(error), String(error));
            assert.match(
                error.message,
                /GET http:\/\/127\.0\.0\.1:9\/v2\/team\/api\/manifests\/sha256:9+: ECONNREFUSED: /,
            );
            return true;
        });
    });

    test("an engine that does not answer, for an image that is not pushed", async (t) => {
        const last = lastly(gone, 0);
        const [[urn, { outputs }] = assert.fail()] = Object.entries(last.outputs);
        const local = { outputs: { [urn]: { type: "", outputs: { ...outputs, ref: gone } } } };
        await assert.rejects(generationOf(t, local, { push: false }, { environment: noEngine }), (error: Error) => {
            assert.ok(pulumi.ResourceError.isInstance(error), String(error));
            assert.equal(
                withoutAddress(error.message),
                "push: expected an answer from the Docker Engine that keeps the image, got: connect ENOENT /nowhere/docker.sock. " +
                    "Start it, or name it in DOCKER_HOST or in a `docker.Provider` with `host`.",
            );
            return true;
        });
    });
});
