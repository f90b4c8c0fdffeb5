import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { storedLogin } from "../../components/registry/stored-login";

const base64 = (text: string) => Buffer.from(text).toString("base64");

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "docker-config-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes Docker's configuration, and looks a login up as if nothing else were installed than what is in the folder. */
function login(host: string, config?: object | string) {
    if (config !== undefined) {
        writeFileSync(join(folder, "config.json"), typeof config === "string" ? config : JSON.stringify(config));
    }
    return storedLogin(host, { DOCKER_CONFIG: folder, PATH: `${folder}:/usr/bin:/bin` });
}

/** A helper that knows one server. */
function helper(
    name: string,
    server: string,
    answer: string,
    otherwise = "credentials not found in native keychain",
): void {
    const path = join(folder, `docker-credential-${name}`);
    const script = `#!/bin/sh\n[ "$1" = get ] || exit 9\nread -r server || true\n[ "$server" = '${server}' ] && { echo '${answer}'; exit 0; }\necho '${otherwise}'; exit 1\n`;
    writeFileSync(path, script);
    chmodSync(path, 0o755);
}

test("no configuration, and one without logins", async () => {
    assert.equal(await login("ghcr.io"), undefined);
    assert.equal(await login("ghcr.io", {}), undefined);
    assert.equal(await login("ghcr.io", { auths: { "ghcr.io": {} } }), undefined);
    assert.equal(await login("ghcr.io", { auths: { "other.io": { auth: base64("a:b") } } }), undefined);
});

test("auths, whose password may hold a colon", async () => {
    const config = { auths: { "127.0.0.1:5000": { auth: base64("ci:pa:ss\0\0") } } };
    assert.deepEqual(await login("127.0.0.1:5000", config), { username: "ci", password: "pa:ss" });
    assert.equal(await login("127.0.0.1", config), undefined);
});

test("auths by URL, as old versions wrote them, and with plain fields", async () => {
    const config = { auths: { "https://ghcr.io/v1/": { username: "ci", password: "p" } } };
    assert.deepEqual(await login("ghcr.io", config), { username: "ci", password: "p" });
});

test("a host that only looks alike gets no login", async () => {
    const config = { auths: { "registry.ghcr.io.example.org": { auth: base64("ci:p") } } };
    assert.equal(await login("ghcr.io", config), undefined);
});

test("Docker Hub has its old key", async () => {
    const config = { auths: { "https://index.docker.io/v1/": { auth: base64("hub:p") } } };
    assert.deepEqual(await login("docker.io", config), { username: "hub", password: "p" });
});

test("identity tokens", async () => {
    const auth = base64("00000000-0000-0000-0000-000000000000:");
    assert.deepEqual(await login("r.azurecr.io", { auths: { "r.azurecr.io": { auth, identitytoken: "id" } } }), {
        username: "00000000-0000-0000-0000-000000000000",
        password: "",
        identityToken: "id",
    });
});

test("credsStore is asked instead of the file", async () => {
    helper("keys", "ghcr.io", '{"ServerURL":"ghcr.io","Username":"ci","Secret":"from-store"}');
    const config = { credsStore: "keys", auths: { "ghcr.io": {}, "quay.io": { auth: base64("old:p") } } };
    assert.deepEqual(await login("ghcr.io", config), { username: "ci", password: "from-store" });
    assert.equal(await login("quay.io", config), undefined);
});

test("credHelpers come before credsStore, for their host alone", async () => {
    helper("keys", "quay.io", '{"Username":"store","Secret":"s"}');
    helper("ecr", "1.dkr.ecr.eu-west-1.amazonaws.com", '{"Username":"AWS","Secret":"ecr"}');
    const config = { credsStore: "keys", credHelpers: { "1.dkr.ecr.eu-west-1.amazonaws.com": "ecr" } };
    assert.deepEqual(await login("1.dkr.ecr.eu-west-1.amazonaws.com", config), { username: "AWS", password: "ecr" });
    assert.deepEqual(await login("quay.io", config), { username: "store", password: "s" });
});

test("a helper knows Docker Hub by its old key, and identity tokens by their user", async () => {
    helper("keys", "https://index.docker.io/v1/", '{"Username":"<token>","Secret":"id"}');
    const found = await login("docker.io", { credsStore: "keys" });
    assert.deepEqual(found, { username: "<token>", password: "", identityToken: "id" });
});

test("the platform's own store is used where it is installed", { skip: process.platform !== "linux" }, async () => {
    assert.equal(await login("ghcr.io", {}), undefined);
    helper("secretservice", "ghcr.io", '{"Username":"ci","Secret":"ring"}');
    assert.deepEqual(await login("ghcr.io", {}), { username: "ci", password: "ring" });
});

test("a helper that is missing, fails, or answers nonsense", async () => {
    const says = (got: string) => ({
        message: `credential helper docker-credential-keys: expected the login to ghcr.io, got ${got}. Mend it, take it out of Docker's config.json, or give the argument "registry".`,
    });
    await assert.rejects(login("ghcr.io", { credsStore: "keys" }), says("no such program in PATH"));
    helper("keys", "other.io", "", "locked: s3cret");
    await assert.rejects(login("ghcr.io"), says("exit code 1"));
    helper("keys", "ghcr.io", "no json");
    await assert.rejects(login("ghcr.io"), says("no such answer"));
});

test("a configuration that cannot be read", async () => {
    await assert.rejects(login("ghcr.io", "{"), {
        message: `${join(folder, "config.json")}: expected Docker's configuration in JSON, got something else. Mend it, or give the argument "registry".`,
    });
});
