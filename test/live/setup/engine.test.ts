import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { connectEngine } from "../../../components/engine/connect";
import { runningOwnEngine, startOwnEngine, stopOwnEngine } from "../../../setup/engine";
import { findProgram, runCommand, StateFolder } from "../../../setup/host";

/** Why an engine of its own cannot be started here. */
async function obstacle(): Promise<string | undefined> {
    if (process.getuid?.() !== 0) return "only root can start a Docker Engine";
    return (await findProgram("dockerd")) === undefined ? "dockerd is not installed" : undefined;
}

/** Firewall rules and bridges, less those of engines that setup starts. */
async function network(): Promise<string[]> {
    const shown = await Promise.all([
        runCommand("iptables", ["-S"]),
        runCommand("iptables", ["-t", "nat", "-S"]),
        runCommand("ip", ["-oneline", "-4", "address"]),
    ]);
    return shown
        .join("\n")
        .split("\n")
        .filter((line) => !line.includes("pyimg-"));
}

async function freshState(t: TestContext): Promise<StateFolder> {
    const state = new StateFolder(await mkdtemp(join(tmpdir(), "setup-engine-")));
    t.after(async () => {
        await stopOwnEngine(state);
        await rm(state.folder, { recursive: true });
    });
    return state;
}

test("an own engine changes nothing of another one's network, and leaves nothing behind", async (t) => {
    const skip = await obstacle();
    if (skip !== undefined) return t.skip(skip);
    const before = await network();
    const state = await freshState(t);
    const host = await startOwnEngine(state);
    assert.equal(await runningOwnEngine(state), host);
    assert.deepEqual(await connectEngine(host).listImages(), []);
    assert.deepEqual(await network(), before);

    assert.equal(await stopOwnEngine(state), true);
    assert.equal(await runningOwnEngine(state), undefined);
    assert.deepEqual(await network(), before);
    assert.ok(!existsSync(host.slice("unix://".length)));
    assert.ok(!(await runCommand("ip", ["link"])).includes(`pyimg-${state.mark}`));
    assert.ok(!(await runCommand("iptables", ["-t", "nat", "-S"])).includes(`pyimg-${state.mark}`));
    assert.equal(await stopOwnEngine(state), false);
});

test("the network keeps its hardware address while containers come and go", async (t) => {
    const skip = await obstacle();
    if (skip !== undefined) return t.skip(skip);
    const state = await freshState(t);
    await startOwnEngine(state);
    const bridge = `pyimg-${state.mark}`;
    const address = async () => /ether (\S+)/.exec(await runCommand("ip", ["link", "show", "dev", bridge]))?.[1];
    const before = await address();
    // As a container does, with an address that is lower than any that the kernel gives out.
    const port = `pyimg${state.mark}`;
    await runCommand("ip", ["link", "add", port, "address", "00:00:5e:00:53:01", "type", "veth"]);
    t.after(() => runCommand("ip", ["link", "delete", port]));
    await runCommand("ip", ["link", "set", port, "master", bridge]);
    assert.equal(await address(), before);
});

test("an own engine that was killed is started again, with a network that works", async (t) => {
    const skip = await obstacle();
    if (skip !== undefined) return t.skip(skip);
    const state = await freshState(t);
    await startOwnEngine(state);
    const { pid } = JSON.parse(await readFile(state.path("engine/process.json"), "utf8")) as { pid: number };
    process.kill(pid, "SIGKILL");
    while (await runningOwnEngine(state)) await new Promise((resolve) => setTimeout(resolve, 50));

    const docker = connectEngine(await startOwnEngine(state));
    const [bridge] = await docker.listNetworks({ filters: { name: ["bridge"] } });
    const address = await runCommand("ip", ["-oneline", "-4", "address", "show", "dev", `pyimg-${state.mark}`]);
    assert.ok(address.includes(` ${bridge?.IPAM?.Config?.[0]?.Gateway}/24 `), address);
});
