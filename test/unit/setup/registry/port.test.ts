import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { freePort, occupantOf } from "../../../../setup/registry/port";

async function serve(t: TestContext, status: number, headers: Record<string, string>): Promise<number> {
    const server: Server = createServer((_, answer) => answer.writeHead(status, headers).end("{}"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    t.after(() => server.close());
    return (server.address() as AddressInfo).port;
}

test("a registry is told from other servers, and from none", async (t) => {
    const version = { "docker-distribution-api-version": "registry/2.0" };
    assert.equal(await occupantOf(await serve(t, 200, version)), "registry");
    assert.equal(await occupantOf(await serve(t, 401, version)), "something else");
    assert.equal(await occupantOf(await serve(t, 200, {})), "something else");
    assert.equal(await occupantOf(await freePort()), "nothing");
});
