import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

const tool = join(__dirname, "../../components/build-steps/index_logins.py");

test("an index that refuses the login for a package is named, without the login", async (t) => {
    const asked: string[] = [];
    const server = createServer(({ url, headers }, response) => {
        const login = Buffer.from((headers.authorization ?? "").replace("Basic ", ""), "base64").toString();
        asked.push(`${url} ${login}`);
        response.writeHead(url?.startsWith("/open") ? 404 : login === "ci:r1ght@" ? 200 : 401).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    t.after(() => server.close());
    const { port } = server.address() as AddressInfo;
    const urls = ["ci:wr0ng@", "ci:r1ght%40@", ""].map((login) => `http://${login}127.0.0.1:${port}/simple/`);
    const all = [...urls, `http://127.0.0.1:${port}/open`, "http://127.0.0.1:1/simple", "nonsense"];
    const { stdout } = await promisify(execFile)("python3", ["-I", tool, "team-lib", ...all]);
    assert.equal(stdout, `PYTHON_IMAGE_INDEX=401 127.0.0.1:${port}\n`.repeat(2));
    const page = "/simple/team-lib/";
    assert.deepEqual(asked, [`${page} ci:wr0ng`, `${page} ci:r1ght@`, `${page} `, "/open/team-lib/ "]);
});
