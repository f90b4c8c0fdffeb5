import assert from "node:assert/strict";
import { it } from "node:test";
import { liveProgram } from "../support/live-program";
import { startProxy } from "../support/proxy-server";
import { plainWheel } from "../support/wheel";

it("a proxy on the loopback of this machine is reached from the build (R16)", async (t) => {
    const program = await liveProgram();
    // Of a version that no cache has, at a host that the proxy alone knows.
    const version = `1.${Date.now()}`;
    const address = `http://packages.example/courier-${version}-py3-none-any.whl`;
    const proxy = await startProxy({ [address]: plainWheel("courier", version) });
    const before = { ...process.env };
    Object.assign(process.env, { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, NO_PROXY: "127.0.0.1" });
    t.after(() => {
        proxy.stop();
        process.env = before;
    });
    const args = { packages: [`courier @ ${address}`], repository: `${program.registry}/proxy` };
    const { packages } = await program.up("proxy", args);
    assert.deepEqual(
        packages.map((one) => `${one.name} ${one.version}`),
        [`courier ${version}`],
    );
    assert.ok(proxy.asked.includes(address), proxy.asked.join(" "));
});
