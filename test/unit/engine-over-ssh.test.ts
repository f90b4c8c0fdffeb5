import assert from "node:assert/strict";
import { createServer } from "node:http";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { connectEngine } from "../../components/engine/connect";
import { rememberSshOptions } from "../../components/engine/over-ssh";
import { fakeSsh } from "../support/fake-ssh";
import { temporaryDirectory } from "../support/tree";

/** An `ssh` that leads to an engine which answers a path with itself. */
async function reached(t: TestContext): Promise<() => string[]> {
    const socket = join(temporaryDirectory(t), "engine.sock");
    const server = createServer((request, response) => response.end(JSON.stringify({ asked: request.url })));
    await new Promise<void>((listening) => server.listen(socket, listening));
    t.after(() => server.close());
    const relay = `const s = require("net").connect("${socket}"); process.stdin.pipe(s); s.pipe(process.stdout)`;
    return fakeSsh(t, `exec '${process.execPath}' -e '${relay}'`);
}

test("an engine over SSH is reached by the machine's ssh, as by Docker's CLI", async (t) => {
    const calls = await reached(t);
    assert.deepEqual(await connectEngine("ssh://builder").version(), { asked: "/version" });
    const address = "ssh://me@build.example.org:2222/run/other.sock";
    rememberSshOptions(address, ["-o", "ProxyJump=bastion"]);
    await Promise.all([connectEngine(address).info(), connectEngine(address).info()]);
    const own = "-T -o BatchMode=yes -o ConnectTimeout=30";
    const other = `${own} -o ProxyJump=bastion -l me -p 2222 -- build.example.org docker --host unix:///run/other.sock system dial-stdio`;
    assert.deepEqual(calls(), [`${own} -- builder docker system dial-stdio`, other, other]);
});

test("what ssh says is the reason that the engine is not reached", async (t) => {
    fakeSsh(t, "echo 'me@builder: Permission denied (publickey).' >&2; exit 255");
    await assert.rejects(
        connectEngine("ssh://builder").ping(),
        /^Error: ssh does not reach the engine of ssh:\/\/builder: me@builder: Permission denied \(publickey\)\.$/,
    );
});

test("a machine without ssh says so", async (t) => {
    const before = process.env.PATH;
    process.env.PATH = temporaryDirectory(t);
    t.after(() => {
        process.env.PATH = before;
    });
    await assert.rejects(connectEngine("ssh://builder").ping(), /ssh does not reach .*: spawn ssh ENOENT/);
});
