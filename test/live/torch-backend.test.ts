import assert from "node:assert/strict";
import { it } from "node:test";
import type { PythonImageArgs } from "../../components/index";
import { makeCertificates } from "../support/certificates";
import { runContainer } from "../support/container";
import { liveProgram } from "../support/live-program";
import { startProxy } from "../support/proxy-server";
import { indexed } from "../support/wheel";

/** Where uv looks for builds of PyTorch; here a proxy stands for it. */
const backendHost = "download.pytorch.org";
const GPU_BYTES = 20e6;

it("torchBackend brings the build for a processor, without the libraries of a GPU, from the index that uv knows", async (t) => {
    const program = await liveProgram();
    const { host } = makeCertificates(program.directory, { host: `DNS:${backendHost}` });
    // A version that no cache has.
    const version = `2.${Date.now()}`;
    const gpu = { requires: ["nvidia-cublas-cu12"], bytes: 1e6 };
    const proxy = await startProxy(
        {
            ...indexed("http://packages.example/simple", "torch", version, gpu),
            ...indexed("http://packages.example/simple", "nvidia_cublas_cu12", version, { bytes: GPU_BYTES }),
            ...indexed(`https://${backendHost}/whl/cpu`, "torch", `${version}+cpu`, { bytes: 1e6 }),
        },
        { name: backendHost, ...host },
    );
    const before = { ...process.env };
    Object.assign(process.env, { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, NO_PROXY: "127.0.0.1" });
    t.after(() => {
        proxy.stop();
        process.env = before;
    });
    const up = (name: string, args: Partial<PythonImageArgs>) =>
        program.up(name, {
            repository: `${program.registry}/backend/${name}`,
            packages: [`torch==${version}`],
            index: { url: "http://packages.example/simple" },
            caCertificates: ["ca.pem"],
            ...args,
        });
    const [usual, cpu] = [await up("usual", {}), await up("cpu", { torchBackend: "cpu" })];
    const names = (image: typeof cpu) => image.packages.map((one) => `${one.name} ${one.version}`);
    assert.deepEqual(names(usual), [`nvidia_cublas_cu12 ${version}`, `torch ${version}`]);
    assert.deepEqual(names(cpu), [`torch ${version}+cpu`]);
    assert.ok(
        usual.size.compressedBytes - cpu.size.compressedBytes > GPU_BYTES,
        JSON.stringify([usual.size, cpu.size]),
    );
    const warned = (image: typeof cpu) => JSON.stringify(image.run.outputs.warnings);
    assert.match(warned(usual), /torchBackend/);
    assert.doesNotMatch(warned(cpu), /torchBackend/);
    const run = await runContainer(program.docker, cpu.ref, ["python", "-c", "import torch; print(torch.__name__)"]);
    assert.equal(run.stdout, "torch\n", run.stderr);
});
