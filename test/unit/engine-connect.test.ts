import assert from "node:assert/strict";
import { after, test } from "node:test";
import { connectEngine } from "../../components/engine/connect";

const before = process.env.DOCKER_HOST;
after(() => {
    delete process.env.DOCKER_HOST;
    Object.assign(process.env, before === undefined ? {} : { DOCKER_HOST: before });
});

/** Where an engine is looked for. */
function address(host: string | undefined, dockerHost?: string) {
    delete process.env.DOCKER_HOST;
    Object.assign(process.env, dockerHost === undefined ? {} : { DOCKER_HOST: dockerHost });
    const { socketPath, protocol, host: name, port, username } = connectEngine(host).modem as unknown as Modem;
    return socketPath === undefined
        ? { protocol, name, port: Number(port), ...(username === undefined ? {} : { username }) }
        : { socketPath };
}

interface Modem {
    socketPath?: string;
    protocol: string;
    host: string;
    port: number | string;
    username?: string;
}

test("engines are named as for the Docker provider", () => {
    assert.deepEqual(address("unix:///run/user/1/docker.sock"), { socketPath: "/run/user/1/docker.sock" });
    assert.deepEqual(address("npipe:////./pipe/docker_engine"), { socketPath: "//./pipe/docker_engine" });
    assert.deepEqual(address("tcp://10.0.0.5:2375"), { protocol: "http", name: "10.0.0.5", port: 2375 });
    assert.deepEqual(address("tcp://10.0.0.5"), { protocol: "http", name: "10.0.0.5", port: 2375 });
    assert.deepEqual(address("10.0.0.5:2375"), { protocol: "http", name: "10.0.0.5", port: 2375 });
    assert.deepEqual(address("ssh://me@builder.example.org:2222"), {
        protocol: "ssh",
        name: "builder.example.org",
        port: 2222,
        username: "me",
    });
    assert.throws(() => connectEngine("http://"), TypeError);
});

test("without a name, DOCKER_HOST tells; a name comes before it", () => {
    const host = "unix:///srv/a.sock";
    assert.deepEqual(address(undefined, host), { socketPath: "/srv/a.sock" });
    assert.deepEqual(address("", host), { socketPath: "/srv/a.sock" });
    assert.deepEqual(address("unix:///srv/b.sock", host), { socketPath: "/srv/b.sock" });
    assert.deepEqual(address(undefined, "tcp://10.0.0.6:2375"), { protocol: "http", name: "10.0.0.6", port: 2375 });
    assert.match(JSON.stringify(address(undefined)), /docker/);
});
