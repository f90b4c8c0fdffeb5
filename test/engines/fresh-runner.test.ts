import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { connectEngine } from "../../components/engine/connect";
import type { PythonImageArgs } from "../../components/index";
import { ensureOwnEngine, stopOwnEngine } from "../../setup/engine";
import { StateFolder } from "../../setup/host";
import { runContainer } from "../support/container";
import { type LiveProgram, liveProgram } from "../support/live-program";
import { type ProxyServer, startProxy } from "../support/proxy-server";
import { pushedBase } from "../support/pushed-base";
import { indexed } from "../support/wheel";

const INDEX = "http://packages.example/simple";
const PACKAGE = "courier";

const kinds: { [name: string]: Partial<PythonImageArgs> } = {
    "laid out": {},
    "prepared and tried": {
        prepare: [["python", "-c", "open('made.txt', 'w').write('made')"]],
        smokeTests: [["python", "main.py"]],
    },
};

describe("an edit of the source on an engine with an empty data root", () => {
    const version = `1.${Date.now()}`;
    const wheel = `${PACKAGE}-${version}-py3-none-any.whl`;
    const variables = { ...process.env };
    let program: LiveProgram;
    let own: string;
    let proxy: ProxyServer;
    let base: string;
    let state: StateFolder;

    before(async () => {
        program = await liveProgram();
        own = process.env.DOCKER_HOST as string;
        base = await pushedBase(program, "python:3.13-slim");
        proxy = await startProxy(indexed(INDEX, PACKAGE, version));
        state = new StateFolder(join(program.directory, "fresh-engine"));
        Object.assign(process.env, { HTTP_PROXY: proxy.url, NO_PROXY: "127.0.0.1" });
    });
    after(async () => {
        proxy.stop();
        await stopOwnEngine(state);
        Object.assign(process.env, variables);
    });

    for (const [name, kind] of Object.entries(kinds)) {
        it(`installs nothing, and sends the layer of the code alone: ${name}`, async (t) => {
            const args = {
                repository: `${program.registry}/fresh/${name.replaceAll(" ", "-")}`,
                packages: [`${PACKAGE}==${version}`],
                index: { url: INDEX },
                builderImage: base,
                runtimeImage: base,
                source: "app",
                command: ["python", "main.py"],
                ...kind,
            };
            const write = (word: string) =>
                program.write({ "app/main.py": `import courier\nprint("${word}")\n`, "app/data/one.txt": "1" });
            write("one");
            process.env.DOCKER_HOST = own;
            const cold = await program.up("fresh", args);
            // A second stack has deployed the same, as a roll-back would: nothing was built for it.
            const reused = await program.up("second", args);
            assert.deepEqual([reused.digest, reused.run.outputs.reused], [cold.digest, true]);
            const asked = proxy.asked.length;
            assert.ok(proxy.asked.includes(`${INDEX}/${PACKAGE}/${wheel}`), proxy.asked.join(" "));

            write("two");
            await stopOwnEngine(state);
            await state.remove("engine");
            const { host } = await ensureOwnEngine(state);
            process.env.DOCKER_HOST = host;
            const edited = await program.up("fresh", args, { lastOutputs: cold.run.state });
            if (name === "laid out") {
                const later = await program.up("second", { ...args, reuse: false }, { lastOutputs: reused.run.state });
                assert.equal(later.digest, edited.digest);
            }
            assert.deepEqual(proxy.asked.slice(asked), []);
            const common = cold.size.layers.filter((layer) =>
                edited.size.layers.some((one) => one.digest === layer.digest),
            );
            assert.equal(common.length, cold.size.layers.length - 1);
            const run = await runContainer(connectEngine(host), edited.ref, []);
            assert.equal(run.stdout, "two\n", run.stderr);
            t.diagnostic(`${edited.size.layers.at(-1)?.compressedBytes} bytes in the code's layer`);
        });
    }
});
