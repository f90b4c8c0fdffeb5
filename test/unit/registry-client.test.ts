import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, afterEach, before, test } from "node:test";
import { RegistryClient } from "../../components/registry/client";
import { parseRepository } from "../../components/registry/reference";
import {
    clientOf,
    type FakeAnswer,
    type FakeRegistry,
    failure,
    HASTE,
    startFakeRegistry,
    textOf,
} from "../support/registry-fake";

let fake: FakeRegistry;
before(async () => {
    fake = await startFakeRegistry();
});
after(() => fake.stop());
afterEach(() => {
    fake.answers.clear();
    fake.requests.length = 0;
});

const answer = (...answers: FakeAnswer[]) => fake.answers.set("/v2/team/api/thing", answers);
const read = (client = clientOf(fake)) => client.read({ path: "thing" }, textOf);
const error = (body: string | Buffer, status: number, headers = {}): FakeAnswer => ({ status, headers, body });

test("redirects to plain HTTP and endless redirects are refused", async () => {
    answer({ status: 307, headers: { location: "http://blobs.example.org/x" } });
    assert.equal((await failure(read())).code, "NOT_ENCRYPTED");
    answer({ status: 307, headers: { location: "/v2/team/api/thing" } });
    assert.equal((await failure(read())).code, "TOO_MANY_REDIRECTS");
});

test("429 is tried again after the pause that the registry asks for", async () => {
    answer(error("", 429, { "retry-after": "0" }), error("", 429), { body: "content" });
    assert.equal(await read(), "content");
    assert.equal(fake.requests.length, 3);
});

test("a pause beyond all patience is not waited for", async () => {
    answer(
        error('{"errors":[{"code":"TOOMANYREQUESTS","message":"pull rate limit"}]}', 429, { "retry-after": "3600" }),
    );
    const { message, retryAfterMs } = await failure(read());
    assert.equal(retryAfterMs, 3_600_000);
    assert.match(message, /: TOOMANYREQUESTS: pull rate limit\. The registry limits how often it may be asked: wait, /);
    assert.equal(fake.requests.length, 1);
});

test("a pause may be given as a date", async () => {
    answer(error("", 503, { "retry-after": new Date(Date.now() + 3_600_000).toUTCString() }));
    assert.ok(((await failure(read())).retryAfterMs ?? 0) > 3_500_000);
});

test("5xx is tried again, a bounded number of times", async () => {
    answer(error("", 500), error("", 502), error("", 503), { body: "content" });
    assert.equal(await read(), "content");
    answer(error('{"errors":[{"code":"UNKNOWN","message":"out of disk."}]}', 500));
    fake.requests.length = 0;
    const { message } = await failure(read());
    assert.match(message, /thing: UNKNOWN: out of disk\. The registry itself has failed: /);
    assert.equal(fake.requests.length, HASTE.attempts);
});

test("what will not change is not tried again", async () => {
    for (const [status, remedy] of [
        [403, / that may pull from it\.$/],
        [404, /if the image was deleted there/],
        [400, /version 2 of the API/],
    ] as const) {
        answer(error("", status));
        fake.requests.length = 0;
        assert.match((await failure(read())).message, remedy);
        assert.equal(fake.requests.length, 1, `${status}`);
    }
});

test("a web page with an error's status", async () => {
    answer(error("<html><body>Sign in</body></html>", 404));
    const { message, code } = await failure(read());
    assert.equal(code, "HTTP 404");
    assert.match(
        message,
        /HTTP 404: a web page instead of a registry's answer\. Check that "127\.0\.0\.1:\d+" is a registry/,
    );
});

test("a connection that is reset, before or within the body, is tried again", async () => {
    const drop: FakeAnswer = (request) => request.socket.destroy();
    const half: FakeAnswer = (request, response) => {
        response.writeHead(200, { "content-length": 7 }).write("con", () => request.socket.destroy());
    };
    answer(drop, half, { body: "content" });
    assert.equal(await read(), "content");
    answer(drop);
    const { code, transient, status } = await failure(read());
    assert.deepEqual([transient, status], [true, undefined]);
    assert.match(code, /^(UND_ERR_SOCKET|ECONNRESET)$/);
});

test("silence ends in a time-out: before the answer, within it, and when it only trickles", async () => {
    const impatient = { ...HASTE, attempts: 1, silenceMs: 100, attemptMs: 400 };
    const one = (silent: FakeAnswer) => {
        answer(silent);
        return failure(read(clientOf(fake, undefined, impatient)));
    };
    assert.equal((await one(() => {})).transient, true);
    assert.equal((await one((_, response) => void response.writeHead(200).write("x"))).transient, true);
    const trickle = await one((request, response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write("x"), 20);
        request.socket.on("close", () => clearInterval(timer));
    });
    assert.equal(trickle.code, "TIMEOUT");
});

test("nobody listens", async () => {
    const gone = await startFakeRegistry();
    await gone.stop();
    const { message, transient } = await failure(clientOf(gone).read({ path: "thing" }, textOf));
    assert.equal(transient, false);
    assert.equal(
        message,
        `GET http://${gone.host}/v2/team/api/thing: ECONNREFUSED: the connection was refused. ` +
            "Check that the registry runs, that its name is right, and that this machine may reach it.",
    );
});

test("HTTPS goes through the proxy of the environment, loopback does not", async () => {
    const proxied: string[] = [];
    const proxy = createServer().on("connect", (request, socket) => {
        proxied.push(request.url ?? "");
        socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const before = { ...process.env };
    Object.assign(process.env, {
        HTTPS_PROXY: url,
        https_proxy: url,
        HTTP_PROXY: url,
        http_proxy: url,
        NO_PROXY: "",
        no_proxy: "",
    });
    try {
        const distant = new RegistryClient(parseRepository("registry.example.org/team/api"), undefined, HASTE);
        assert.match(
            (await failure(read(distant))).message,
            /^GET https:\/\/registry\.example\.org\/v2\/team\/api\/thing: /,
        );
        assert.equal(proxied[0], "registry.example.org:443");
        answer({ body: "content" });
        assert.equal(await read(), "content");
    } finally {
        for (const name of ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy"]) {
            delete process.env[name];
        }
        Object.assign(process.env, before);
        proxy.close();
        proxy.closeAllConnections();
    }
});
