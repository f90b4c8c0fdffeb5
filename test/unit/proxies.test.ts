import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { configuredProxies } from "../../components/python-image/configured-proxies";
import { findProxies, type ProxySources } from "../../components/python-image/proxies";
import { temporaryDirectory, writeTree } from "../support/tree";

const local = "unix:///var/run/docker.sock";
const remote = "ssh://builder@arm.example.org";
const find = (more: Partial<ProxySources>) =>
    findProxies({ environment: {}, configuration: {}, engine: local, system: "linux", ...more });
const loopback = { HTTPS_PROXY: "http://127.0.0.1:3128" };

test("the environment comes before the configuration, in capitals or not", () => {
    const configuration = {
        default: { httpProxy: "http://c:1", httpsProxy: "http://c:2", noProxy: "c" },
        "tcp://10.0.0.1:2375": { httpProxy: "http://d:1" },
    };
    const environment = { HTTP_PROXY: "http://e:1", no_proxy: "e" };
    assert.deepEqual(find({ environment, configuration }).values, {
        HTTP_PROXY: "http://e:1",
        HTTPS_PROXY: "http://c:2",
        NO_PROXY: "e",
    });
    assert.deepEqual(find({ configuration, engine: "tcp://10.0.0.1:2375" }).values, { HTTP_PROXY: "http://d:1" });
});

describe("a proxy on loopback", () => {
    test("is reached by sharing the network of an engine on this machine", () => {
        assert.deepEqual(find({ environment: loopback }), {
            values: loopback,
            onLoopback: true,
            unreachable: undefined,
        });
        assert.equal(find({ environment: { HTTPS_PROXY: "localhost:3128" } }).onLoopback, true);
    });

    test("has another name inside Docker Desktop", () => {
        const { values, onLoopback } = find({
            environment: { HTTPS_PROXY: "http://me:pw@localhost:3128/", NO_PROXY: "localhost" },
            system: "darwin",
        });
        assert.deepEqual(values, {
            HTTPS_PROXY: "http://me:pw@host.docker.internal:3128/",
            NO_PROXY: "localhost",
        });
        assert.equal(onLoopback, false);
    });

    test("is out of reach of an engine elsewhere", () =>
        assert.deepEqual(find({ environment: loopback, engine: remote }), {
            values: loopback,
            onLoopback: false,
            unreachable:
                `HTTPS_PROXY: expected a proxy that the engine at ${remote} reaches, got one on the loopback of this machine. ` +
                "Name it by an address that holds there, or leave it out.",
        }));

    test("is not what NO_PROXY names", () =>
        assert.equal(find({ environment: { NO_PROXY: "127.0.0.1", HTTP_PROXY: "http://p:1" } }).onLoopback, false));
});

test("the Docker CLI's configuration is read where it is", (t) => {
    const folder = temporaryDirectory(t);
    const proxies = { default: { httpProxy: "http://c:1" } };
    writeTree(folder, { "config.json": JSON.stringify({ auths: {}, proxies }), "broken/config.json": "{" });
    assert.deepEqual(configuredProxies({ DOCKER_CONFIG: folder }), proxies);
    assert.deepEqual(configuredProxies({ DOCKER_CONFIG: join(folder, "broken") }), {});
    assert.deepEqual(configuredProxies({ DOCKER_CONFIG: join(folder, "none") }), {});
});
