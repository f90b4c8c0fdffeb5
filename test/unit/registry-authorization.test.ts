import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import {
    clientOf,
    type FakeAnswer,
    type FakeRegistry,
    failure,
    startFakeRegistry,
    textOf,
} from "../support/registry-fake";

const PASSWORD = "geheim:%/ü";
const CI = { username: "ci", password: PASSWORD };
const BASIC = `Basic ${Buffer.from(`ci:${PASSWORD}`).toString("base64")}`;

let fake: FakeRegistry;
let storage: FakeRegistry;
before(async () => {
    fake = await startFakeRegistry();
    storage = await startFakeRegistry();
});
after(async () => {
    await fake.stop();
    await storage.stop();
});
afterEach(() => {
    for (const server of [fake, storage]) {
        server.answers.clear();
        server.requests.length = 0;
    }
});

const answer = (...answers: FakeAnswer[]) => fake.answers.set("/v2/team/api/thing", answers);
const read = (client = clientOf(fake)) => client.read({ path: "thing" }, textOf);
const error = (body: string | Buffer, status: number, headers = {}): FakeAnswer => ({ status, headers, body });
const authorizations = () => fake.requests.map(({ headers }) => headers.authorization);

test("an open registry is read without a login", async () => {
    answer({ body: "content" });
    assert.equal(await read(clientOf(fake, CI)), "content");
    assert.deepEqual(authorizations(), [undefined]);
});

test("Basic: the login is sent when it is asked for, and from then on", async () => {
    const guarded: FakeAnswer = (request, response) =>
        request.headers.authorization === BASIC
            ? response.end("content")
            : response.writeHead(401, { "www-authenticate": 'Basic realm="tests"' }).end();
    answer(guarded);
    const client = clientOf(fake, CI);
    assert.equal(await read(client), "content");
    assert.equal(await read(client), "content");
    assert.deepEqual(authorizations(), [undefined, BASIC, BASIC]);
});

/** Lets tokens in, and answers the token service's requests with the next of them. */
function bearer(tokens: string[], allowed: string[], challenge = ""): void {
    const realm = `http://${fake.host}/token?from=realm`;
    answer((request, response) =>
        allowed.includes(request.headers.authorization ?? "")
            ? response.end("content")
            : response
                  .writeHead(401, {
                      "www-authenticate": `Bearer realm="${realm}",service="reg",scope="repository:team/api:pull"${challenge}`,
                  })
                  .end('{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}'),
    );
    fake.answers.set(
        "/token",
        tokens.map((token) => ({ body: JSON.stringify({ token }) })),
    );
}

test("Bearer: a token is fetched with the login, and kept", async () => {
    bearer(["t1"], ["Bearer t1"]);
    const client = clientOf(fake, CI);
    assert.equal(await read(client), "content");
    assert.equal(await read(client), "content");
    assert.deepEqual(authorizations(), [undefined, BASIC, "Bearer t1", "Bearer t1"]);
    const query = new URL(fake.requests[1]?.url ?? "", "http://x").searchParams;
    assert.deepEqual(Object.fromEntries(query), {
        from: "realm",
        service: "reg",
        scope: "repository:team/api:pull",
        account: "ci",
    });
});

test("Bearer: without a login a token for anybody is fetched", async () => {
    bearer(["t1"], ["Bearer t1"]);
    assert.equal(await read(), "content");
    assert.deepEqual(authorizations(), [undefined, undefined, "Bearer t1"]);
});

test("Bearer: a token that has expired is replaced", async () => {
    const allowed = ["Bearer t1"];
    bearer(["t1", "t2"], allowed);
    const client = clientOf(fake, CI);
    await read(client);
    allowed[0] = "Bearer t2";
    assert.equal(await read(client), "content");
});

test("Bearer: an identity token is exchanged in the body of a POST", async () => {
    bearer([], ["Bearer t3"]);
    fake.answers.set("/token", { body: '{"access_token":"t3"}' });
    assert.equal(await read(clientOf(fake, { username: "x", password: "", identityToken: "id-1" })), "content");
    const { method, url, body } = fake.requests[1] ?? {};
    assert.deepEqual([method, url], ["POST", "/token?from=realm"]);
    assert.deepEqual(Object.fromEntries(new URLSearchParams(body)), {
        service: "reg",
        scope: "repository:team/api:pull",
        grant_type: "refresh_token",
        client_id: "pulumi-python-image",
        refresh_token: "id-1",
    });
});

test("Bearer: a token that grants too little", async () => {
    bearer(["t1"], [], ',error="insufficient_scope"');
    const { message, status } = await failure(read(clientOf(fake, CI)));
    assert.equal(status, 401);
    assert.equal(
        message,
        `GET http://${fake.host}/v2/team/api/thing: INSUFFICIENT_SCOPE: authentication required. ` +
            'Let "ci" read the repository, or log in with one that may pull from it.',
    );
});

test("Bearer: the token service refuses the login", async () => {
    bearer([], []);
    fake.answers.set("/token", error(`{"errors":[{"code":"UNAUTHORIZED","message":"bad password ${PASSWORD}"}]}`, 401));
    const { message } = await failure(read(clientOf(fake, CI)));
    assert.equal(
        message,
        `GET http://${fake.host}/token: UNAUTHORIZED: bad password ***. ` +
            `The login of "ci" is wrong or has expired: run "docker login ${fake.host}" again, or correct "registry".`,
    );
});

test("Bearer: a token service that fails for a while is asked again", async () => {
    bearer([], ["Bearer t1"]);
    fake.answers.set("/token", [error("", 503), (request) => request.socket.destroy(), { body: '{"token":"t1"}' }]);
    assert.equal(await read(clientOf(fake, CI)), "content");
});

test("Bearer: no token, or a web page, instead of a token", async () => {
    bearer([], []);
    fake.answers.set("/token", { body: "{}" });
    assert.match((await failure(read())).message, /: NO_TOKEN: no token in the answer\. /);
    fake.answers.set("/token", { body: "<!DOCTYPE html><title>Sign in</title>" });
    assert.match((await failure(read())).message, /: NO_TOKEN: a web page instead of a token\. /);
});

test("Bearer: the login is not sent to a token service without HTTPS", async () => {
    answer(error("", 401, { "www-authenticate": 'Bearer realm="http://auth.example.org/token"' }));
    const { code, url } = await failure(read(clientOf(fake, CI)));
    assert.deepEqual([code, url], ["NOT_ENCRYPTED", "http://auth.example.org/token"]);
});

test("a wrong password, and none at all", async () => {
    answer(
        error('{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}', 401, {
            "www-authenticate": "Basic",
        }),
    );
    const at = `GET http://${fake.host}/v2/team/api/thing: UNAUTHORIZED: authentication required. `;
    assert.equal(
        (await failure(read(clientOf(fake, CI)))).message,
        `${at}The login of "ci" is wrong or has expired: run "docker login ${fake.host}" again, or correct "registry".`,
    );
    assert.equal(
        (await failure(read())).message,
        `${at}Run "docker login ${fake.host}", or give the argument "registry".`,
    );
});

test("redirects are followed without the login, and the range goes with them", async () => {
    answer((request, response) =>
        request.headers.authorization === BASIC
            ? response.writeHead(307, { location: `http://${storage.host}/blob?signature=abc` }).end()
            : response.writeHead(401, { "www-authenticate": "Basic" }).end(),
    );
    storage.answers.set("/blob", { body: "content" });
    const found = await clientOf(fake, CI).read({ path: "thing", headers: { range: "bytes=1-2" } }, textOf);
    assert.equal(found, "content");
    assert.deepEqual(
        storage.requests.map(({ url, headers }) => [url, headers.authorization, headers.range]),
        [["/blob?signature=abc", undefined, "bytes=1-2"]],
    );
});

test("a storage that asks for a login gets none", async () => {
    answer({ status: 302, headers: { location: `http://${storage.host}/blob?signature=abc` } });
    storage.answers.set("/blob", error("", 401, { "www-authenticate": "Basic" }));
    const { message } = await failure(read(clientOf(fake, CI)));
    assert.equal(
        message,
        `GET http://${storage.host}/blob: HTTP 401: no reason was given. The registry keeps its blobs at "${storage.host}", ` +
            "which refuses them: run it again, and look at the registry.",
    );
    assert.deepEqual(
        storage.requests.map(({ headers }) => headers.authorization),
        [undefined],
    );
});

test("passwords and tokens that a server repeats are blotted out", async () => {
    bearer(["t-0k3n"], ["Bearer t-0k3n"]);
    const client = clientOf(fake, CI);
    await read(client);
    answer(error(`no ${PASSWORD} ${encodeURIComponent(PASSWORD)} t-0k3n ${BASIC}`, 403));
    assert.match((await failure(read(client))).message, /: no \*\*\* \*\*\* \*\*\* Basic \*\*\*\. /);
});
