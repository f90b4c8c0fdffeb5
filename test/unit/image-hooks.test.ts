import assert from "node:assert/strict";
import { createServer } from "node:http";
import { join } from "node:path";
import { beforeEach, describe, type TestContext, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import type { ImageBuild } from "../../components/python-image/image-build";
import { imageHooks, isReal, takeBuild, takeOnBuilds } from "../../components/python-image/image-hooks";
import { withoutAddress } from "../support/error-address";
import { mockedResource } from "../support/mocked-resource";
import { temporaryDirectory, writeTree } from "../support/tree";

const build: ImageBuild = {
    name: "api",
    context: ".python-image/api",
    buildArguments: {},
    platform: "linux/amd64",
    network: undefined,
    engineHost: "unix:///nowhere/docker.sock",
    secrets: ["s3cret"],
};
const mocked = mockedResource();
const said: string[] = [];

beforeEach(() => {
    said.length = 0;
});

/** The hooks that an image gets where Pulumi's monitor can register them. */
function hooks(t: TestContext, more: Partial<ImageBuild> = {}) {
    const monitor = pulumi.runtime.getMonitor() as unknown as { [call: string]: unknown };
    for (const call of ["registerErrorHook", "registerResourceHook"]) {
        monitor[call] = (_: unknown, callback: (error: null, answer: object) => void) => callback(null, {});
        t.after(() => {
            delete monitor[call];
        });
    }
    for (const level of ["warn", "error"] as const) {
        t.mock.method(pulumi.log, level, async (message: string) => {
            said.push(`${level}: ${withoutAddress(message)}`);
        });
    }
    // Pauses between attempts are none here.
    t.mock.method(globalThis, "setTimeout", (resume: () => void) => setImmediate(resume));
    const { hooks: found, wasBuilt } = imageHooks(build.context, async () => ({ ...build, ...more }), mocked.resource);
    assert.ok(found !== undefined);
    const [onError] = found.onError ?? [];
    assert.ok(onError instanceof pulumi.ErrorHook);
    return {
        found,
        wasBuilt,
        onError,
        fails: (error: string) => onError.callback({ errors: [error] } as pulumi.ErrorHookArgs),
    };
}

describe("where hooks can be registered", () => {
    test("a failed push is explained, and tried again if the reason may pass, three times in all", async (t) => {
        const { fails } = hooks(t);
        const error = "error reading push output: received unexpected HTTP status: 503 Service Unavailable";
        const message = `api: expected a built image, got: ${error}. The registry failed by itself. Try again later; its own log tells why.`;
        assert.deepEqual([await fails(error), await fails(error), await fails(error)], [true, true, false]);
        assert.deepEqual(said, [
            `warn: ${message} Trying again.`,
            `warn: ${message} Trying again.`,
            `error: ${message}`,
        ]);
    });

    test("one that will not work is not tried again", async (t) => {
        const { fails } = hooks(t);
        assert.equal(await fails("error reading push output: denied: s3cret may not push"), false);
        assert.deepEqual(said, [
            "error: api: expected a built image, got: error reading push output: denied: [secret] may not push. " +
                "The registry refused the login. Give `registry` with a user who may push, or run `docker login`.",
        ]);
    });

    test("a build that fails without an engine says so", async (t) => {
        const { fails } = hooks(t);
        assert.equal(await fails("error building image: exit code: 1"), false);
        assert.equal(said.length, 1);
        assert.match(said[0] ?? "", /^error: api: .*No Docker Engine answers\. Start one, or name it in DOCKER_HOST/);
    });

    test("each context has a hook of its own name", (t) => {
        assert.equal(hooks(t).onError.name, "diagnosis of .python-image/api");
    });

    test("an image counts as built once it was made or changed", async (t) => {
        for (const event of ["afterCreate", "afterUpdate"] as const) {
            const { found, wasBuilt } = hooks(t);
            assert.equal(wasBuilt(), false);
            for (const hook of found[event] ?? []) {
                assert.ok(hook instanceof pulumi.ResourceHook);
                assert.equal(hook.name, "end of .python-image/api");
                await hook.callback({} as pulumi.ResourceHookArgs);
            }
            assert.equal(wasBuilt(), true);
        }
    });

    test("nothing is left to be taken on", (t) => {
        hooks(t);
        assert.equal(takeBuild(build.context), undefined);
        assert.equal(isReal(), true);
    });
});

test("where they cannot, images are real only if somebody has taken their builds on", async () => {
    const declare = () => imageHooks(".python-image/other", async () => build, mocked.resource);
    assert.equal(isReal(), false);
    takeOnBuilds(true);
    const { hooks, wasBuilt } = declare();
    assert.deepEqual([hooks, wasBuilt()], [undefined, true]);
    assert.equal(isReal(), true);
    assert.equal(await takeBuild(".python-image/other")?.(), build);
    takeOnBuilds(false);
    assert.equal(isReal(), false);
    assert.equal(takeBuild(".python-image/other"), undefined);
});

test("a step that fails is run again on the engine that built, to tell what it printed", async (t) => {
    const directory = temporaryDirectory(t);
    writeTree(directory, { "context/Dockerfile": "FROM scratch\n" });
    const asked: string[] = [];
    const server = createServer((request, response) => {
        asked.push(request.url ?? "");
        request.resume().on("end", () => response.end('{"errorDetail":{"message":"no space left on device"}}\n'));
    });
    // The session beside a build with BuildKit, in which this engine asks for nothing.
    server.on("upgrade", (_, socket) => {
        socket.write("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
        t.after(() => socket.destroy());
    });
    await new Promise<void>((resolve) => server.listen(join(directory, "docker.sock"), resolve));
    t.after(() => server.close());
    const { fails } = hooks(t, {
        context: join(directory, "context"),
        engineHost: `unix://${directory}/docker.sock`,
        buildArguments: { A: "b" },
        network: "host",
    });
    assert.equal(await fails("error reading build output: exit code: 1"), false);
    assert.deepEqual(said, [
        "error: api: expected a built image, got a failure before its first step. " +
            "The engine's disk is full. `docker system df` tells what takes it; `docker builder prune` frees the cache of " +
            "builds, `docker image prune` images that nothing names.",
    ]);
    const query = new URL(asked[0] ?? "", "http://engine").searchParams;
    assert.deepEqual(
        [query.get("version"), query.get("buildargs"), query.get("platform"), query.get("networkmode"), query.get("t")],
        ["2", '{"A":"b"}', "linux/amd64", "host", null],
    );
});
