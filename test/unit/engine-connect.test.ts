import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { rememberCertificates } from "../../components/engine/certificates";
import { connectEngine } from "../../components/engine/connect";
import { temporaryDirectory } from "../support/tree";

const before = process.env.DOCKER_HOST;
after(() => {
    delete process.env.DOCKER_HOST;
    Object.assign(process.env, before === undefined ? {} : { DOCKER_HOST: before });
});

/** Where an engine is looked for. */
function address(host: string | undefined, dockerHost?: string) {
    delete process.env.DOCKER_HOST;
    Object.assign(process.env, dockerHost === undefined ? {} : { DOCKER_HOST: dockerHost });
    const { socketPath, protocol, host: name, port } = connectEngine(host).modem as unknown as Modem;
    return socketPath === undefined ? { protocol, name, port: Number(port) } : { socketPath };
}

interface Modem {
    socketPath?: string;
    protocol: string;
    host: string;
    port: number | string;
}

test("engines are named as for the Docker provider", () => {
    assert.deepEqual(address("unix:///run/user/1/docker.sock"), { socketPath: "/run/user/1/docker.sock" });
    assert.deepEqual(address("npipe:////./pipe/docker_engine"), { socketPath: "//./pipe/docker_engine" });
    assert.deepEqual(address("tcp://10.0.0.5:2375"), { protocol: "http", name: "10.0.0.5", port: 2375 });
    assert.deepEqual(address("tcp://10.0.0.5"), { protocol: "http", name: "10.0.0.5", port: 2375 });
    assert.deepEqual(address("10.0.0.5:2375"), { protocol: "http", name: "10.0.0.5", port: 2375 });
    assert.throws(() => connectEngine("http://"), TypeError);
});

test("what a provider is given, or what lies in DOCKER_CERT_PATH, makes it TLS", (t) => {
    const host = "tcp://10.0.0.7:4243";
    rememberCertificates(host, {});
    assert.deepEqual(address(host), { protocol: "http", name: "10.0.0.7", port: 4243 });
    rememberCertificates(host, { caMaterial: "ca", certMaterial: "cert", keyMaterial: "key" });
    assert.deepEqual(address(host), { protocol: "https", name: "10.0.0.7", port: 4243 });
    const { ca, cert, key } = connectEngine(host).modem as unknown as { ca: string; cert: string; key: string };
    assert.deepEqual([ca, cert, key], ["ca", "cert", "key"]);

    const directory = temporaryDirectory(t);
    process.env.DOCKER_CERT_PATH = directory;
    t.after(() => delete process.env.DOCKER_CERT_PATH);
    assert.throws(() => address("tcp://10.0.0.8"), /ca\.pem/);
    for (const name of ["ca.pem", "cert.pem", "key.pem"]) {
        writeFileSync(join(directory, name), name);
    }
    assert.deepEqual(address("tcp://10.0.0.8"), { protocol: "https", name: "10.0.0.8", port: 2376 });
    assert.deepEqual(address("unix:///srv/a.sock"), { socketPath: "/srv/a.sock" });
});

test("without a name, DOCKER_HOST tells; a name comes before it", () => {
    const host = "unix:///srv/a.sock";
    assert.deepEqual(address(undefined, host), { socketPath: "/srv/a.sock" });
    assert.deepEqual(address("", host), { socketPath: "/srv/a.sock" });
    assert.deepEqual(address("unix:///srv/b.sock", host), { socketPath: "/srv/b.sock" });
    assert.deepEqual(address(undefined, "tcp://10.0.0.6:2375"), { protocol: "http", name: "10.0.0.6", port: 2375 });
    assert.match(JSON.stringify(address(undefined)), /docker/);
});
