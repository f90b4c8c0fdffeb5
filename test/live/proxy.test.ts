import assert from "node:assert/strict";
import { it } from "node:test";
import { liveProgram } from "../support/live-program";
import { startProxy } from "../support/proxy-server";

it("a proxy on the loopback of this machine is reached from the build (R16)", async (t) => {
    const program = await liveProgram();
    const proxy = await startProxy();
    const before = { ...process.env };
    Object.assign(process.env, { HTTPS_PROXY: proxy.url, NO_PROXY: "127.0.0.1" });
    t.after(() => {
        proxy.stop();
        process.env = before;
    });
    // Of a version that no other test has in its cache.
    const args = { packages: ["click==8.1.3"], repository: `${program.registry}/live/proxy` };
    const { packages } = await program.up("proxy", args);
    assert.deepEqual(
        packages.map((one) => one.name),
        ["click"],
    );
    assert.ok(proxy.asked.includes("pypi.org:443"), proxy.asked.join(" "));
});
