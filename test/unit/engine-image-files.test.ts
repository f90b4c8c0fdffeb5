import assert from "node:assert/strict";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { connectEngine } from "../../components/engine/connect";
import { withImageFiles } from "../../components/engine/image-files";
import { temporaryDirectory } from "../support/tree";

test("what an image has is asked of a container that is removed, and no connection is left", async (t) => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
        asked.push(`${request.method} ${decodeURIComponent(request.url ?? "").replace(/^\/v[\d.]+/, "")}`);
        if (request.method === "POST") {
            response.writeHead(201, { "content-type": "application/json" }).end('{"Id":"one"}');
        } else if (request.method === "HEAD") {
            const found = request.url?.includes(encodeURIComponent("/opt/venv/bin/python"));
            response.writeHead(found ? 200 : 404, { "content-type": "application/json" }).end();
        } else {
            response.writeHead(204).end();
        }
    });
    const socket = join(temporaryDirectory(t), "docker.sock");
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    t.after(() => server.close());

    const has = await withImageFiles(connectEngine(`unix://${socket}`), "sha256:1", async (files) => [
        await files.has("/opt/venv/bin/python"),
        await files.has("/opt/venv/bin/gunicron"),
    ]);

    assert.deepEqual(has, [true, false]);
    assert.deepEqual(asked, [
        "POST /containers/create?Image=sha256:1&Cmd=none",
        "HEAD /containers/one/archive?path=/opt/venv/bin/python",
        "HEAD /containers/one/archive?path=/opt/venv/bin/gunicron",
        "DELETE /containers/one?force=true",
    ]);
    const open = () => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));
    const deadline = Date.now() + 5000;
    while ((await open()) > 0 && Date.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.equal(await open(), 0);
});
