import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { engineAddresses, reach } from "../../../../setup/engine/address";

test("DOCKER_HOST comes first, then the CLI's current context, then the usual sockets", async (t) => {
    const home = await mkdtemp(join(tmpdir(), "home-"));
    t.after(() => rm(home, { recursive: true }));
    const meta = join(home, ".docker/contexts/meta", createHash("sha256").update("desktop").digest("hex"));
    await mkdir(meta, { recursive: true });
    await writeFile(join(home, ".docker/config.json"), JSON.stringify({ currentContext: "desktop" }));
    const endpoints = { docker: { Host: "unix:///desktop.sock" } };
    await writeFile(join(meta, "meta.json"), JSON.stringify({ Name: "desktop", Endpoints: endpoints }));
    const env = { HOME: home, DOCKER_HOST: "tcp://builder.example.org:2375", XDG_RUNTIME_DIR: "/run/user/7" };
    assert.deepEqual(
        (await engineAddresses(env)).map((address) => `${address.host} by ${address.namedBy}`),
        [
            "tcp://builder.example.org:2375 by DOCKER_HOST",
            "unix:///desktop.sock by the Docker context desktop",
            "unix:///var/run/docker.sock by the default",
            "unix:///run/user/7/docker.sock by the default",
            `unix://${home}/.docker/run/docker.sock by the default`,
        ],
    );
});

test("without settings only the usual sockets are tried", async () => {
    const addresses = await engineAddresses({ HOME: "/nowhere" });
    assert.deepEqual(
        addresses.map((address) => address.host),
        ["unix:///var/run/docker.sock", "unix:///nowhere/.docker/run/docker.sock"],
    );
});

test("an engine that does not answer: there is a reason only if something is there", async () => {
    assert.deepEqual(await reach("unix:///nowhere/docker.sock"), { answers: false });
    assert.deepEqual(await reach("tcp://127.0.0.1:1"), { answers: false, reason: "ECONNREFUSED" });
});
