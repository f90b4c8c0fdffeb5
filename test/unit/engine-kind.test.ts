import assert from "node:assert/strict";
import { createServer } from "node:http";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { checkBuilder } from "../../components/engine/builder";
import { dockerContext } from "../../components/engine/docker-context";
import { silence } from "../../components/engine/silence";
import { temporaryDirectory, writeTree } from "../support/tree";

const host = "unix:///home/me/.colima/default/docker.sock";

/** A directory of Docker's configuration in which Colima's context is used. */
function colima(t: TestContext): string {
    const directory = temporaryDirectory(t);
    const id = "f24fd3749c1368328e2b149bec149cb6795619f244c5b584e844961215dadd16";
    writeTree(directory, {
        "config.json": JSON.stringify({ currentContext: "colima" }),
        [`contexts/meta/${id}/meta.json`]: JSON.stringify({ Name: "colima", Endpoints: { docker: { Host: host } } }),
    });
    return directory;
}

async function engine(t: TestContext, name: string): Promise<string> {
    const socket = join(temporaryDirectory(t), "engine.sock");
    const version = JSON.stringify({ Components: [{ Name: name, Version: "4.3.1" }, { Name: "runc" }] });
    const server = createServer((_request, response) => response.end(version));
    await new Promise<void>((listening) => server.listen(socket, listening));
    t.after(() => server.close());
    return `unix://${socket}`;
}

test("Podman is told by its name before anything is built", async (t) => {
    const podman = await engine(t, "Podman Engine");
    await assert.rejects(checkBuilder(podman, false), {
        errorCode: "PI5005",
        message: new RegExp(`^expected a Docker Engine at ${podman}, got Podman 4\\.3\\.1, .* no BuildKit`),
    });
    await checkBuilder(await engine(t, "Engine"), false);
});

test("an engine that is not there is told before anything is built, with the one that Docker's CLI knows", async (t) => {
    await assert.rejects(checkBuilder("unix:///nowhere/docker.sock", true), {
        errorCode: "PI5001",
        message:
            "expected an answer of the engine at unix:///nowhere/docker.sock, got: connect ENOENT /nowhere/docker.sock. No Docker " +
            "Engine answers. Start one, or name it in DOCKER_HOST or in a `docker.Provider` with `host`.",
    });
    const variables = { ...process.env };
    t.after(() => Object.assign(process.env, variables));
    delete process.env.DOCKER_HOST;
    process.env.DOCKER_CONFIG = colima(t);
    await checkBuilder("ssh://nowhere.example.org", true);
    assert.match(
        silence(undefined, new Error("connect ENOENT")).message,
        /its context "colima", which Pulumi's provider does not follow: set DOCKER_HOST=unix:\/\/\/home\/me\/\.colima/,
    );
});

test("the engine of the context that Docker's CLI is in", (t) => {
    const directory = colima(t);
    const found = (more: { [name: string]: string } = {}) => dockerContext({ DOCKER_CONFIG: directory, ...more });
    assert.deepEqual(found(), { name: "colima", host });
    assert.deepEqual(found({ DOCKER_HOST: "unix:///run/docker.sock" }), undefined);
    assert.deepEqual(found({ DOCKER_CONTEXT: "default" }), undefined);
    assert.deepEqual(found({ DOCKER_CONTEXT: "gone" }), undefined);
});
