import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { connectEngine } from "../../components/engine/connect";
import { ensureOwnEngine, stopOwnEngine } from "../../setup/engine";
import { StateFolder } from "../../setup/host";
import { type ImageOutputs, liveProgram } from "../support/live-program";
import { sharedMachine } from "../support/machine";
import { quickstartRequirements } from "../support/requirements";

const base = "python:3.13-slim";

it("the same input gives the same layers on engines with empty caches, in other checkouts, at other times", async (test) => {
    const machine = await sharedMachine();
    if (process.platform !== "linux" || process.getuid?.() !== 0) {
        test.skip("a second engine can only be started by root on Linux");
        return;
    }
    const folder = mkdtempSync(join(tmpdir(), "python-image-second-engine-"));
    const state = new StateFolder(folder);
    const { host } = await ensureOwnEngine(state);
    try {
        const second = connectEngine(host);
        // The same base: one that is bootstrapped twice has other times in it.
        await second.loadImage(await connectEngine(machine.engine.host).getImage(base).get()).then(ended);
        const images: ImageOutputs[] = [];
        for (const [place, engine] of [host, host, machine.engine.host].entries()) {
            const program = await liveProgram({ ...quickstartRequirements, "app/main.py": "print(1)\n" });
            process.env.DOCKER_HOST = engine;
            if (engine === host) {
                await second.pruneBuilder();
            }
            const args = { repository: `${program.registry}/reproducible`, source: "app", tag: `build-${place}` };
            images.push(await program.up("reproducible", args));
        }
        const [one = [], again, elsewhere = []] = images.map(({ size }) => size.layers);
        assert.deepEqual(again, one);
        const unpacked = (layers: typeof one) => layers.map(({ unpackedBytes }) => unpackedBytes);
        assert.deepEqual(unpacked(elsewhere), unpacked(one));
        const versions = [second, connectEngine(machine.engine.host)].map(
            async (engine) => (await engine.version()).Version,
        );
        if (new Set(await Promise.all(versions)).size === 1) {
            assert.deepEqual(elsewhere, one);
        } else {
            test.diagnostic("engines of two versions may write the same files into layers of other bytes");
        }
    } finally {
        process.env.DOCKER_HOST = machine.engine.host;
        await stopOwnEngine(state);
        rmSync(folder, { recursive: true, force: true });
    }
});

async function ended(stream: NodeJS.ReadableStream): Promise<void> {
    stream.resume();
    await new Promise((resolve, reject) => stream.once("end", resolve).once("error", reject));
}
