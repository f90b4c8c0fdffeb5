import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../setup/registry";
import { type AccessLogEntry, parseAccessLog } from "./registry-access-log";
import { DOCKER, OCI } from "./registry-image";
import { end, startProcess } from "./registry-process";
import { startTokenServer, type TokenServer } from "./registry-token-server";

/** How a registry of the tests lets people in. */
export type RegistryAuth = "none" | "htpasswd" | "token";

/** A manifest as any other reader sees it. */
export interface PlainManifest {
    /** Digest that the registry names for it. */
    digest: string;
    config: { digest: string; size: number };
    layers: { mediaType: string; digest: string; size: number }[];
}

/** A real `docker-registry` on the loopback, with its data in a temporary folder. */
export interface TestRegistry {
    /** `127.0.0.1:port`. */
    host: string;
    username: string;
    password: string;
    /** The token server behind a registry with `token`. */
    tokens: TokenServer | undefined;
    /** `Authorization` header for reading and writing a repository; undefined if none is needed. */
    authorization(repository: string): string | undefined;
    /** The manifest that the registry answers for a tag or digest, as plain JSON. */
    manifest(repository: string, reference: string): Promise<PlainManifest>;
    /** Deletes a manifest, as somebody else might. */
    deleteManifest(repository: string, digest: string): Promise<void>;
    /** All requests until now, the oldest first. */
    accessLog(): AccessLogEntry[];
    /** Ends the registry, and starts it again on the same port with the same data. */
    pause(): Promise<void>;
    resume(): Promise<void>;
    /** Ends the registry and removes its data. */
    stop(): Promise<void>;
}

/** A password with characters that are easily escaped wrongly. */
const PASSWORD = 's3cret:p@ss"w%rd$';
/** Its bcrypt hash, the only kind that the registry reads. */
const PASSWORD_HASH = "$2b$04$TRa1BUNkbkMpwcQkOFY0U.6V.sX/5b0xcKIAVG7X27DxBgtXH3XqG";

/** Starts a registry on a free port of the loopback. */
export async function startRegistry({
    auth = "none",
    username = "ci",
}: {
    auth?: RegistryAuth;
    username?: string;
} = {}): Promise<TestRegistry> {
    const folder = mkdtempSync(join(tmpdir(), "registry-"));
    const tokens = auth === "token" ? await startTokenServer(folder, { username, password: PASSWORD }) : undefined;
    const host = `127.0.0.1:${await freePort()}`;
    const log = join(folder, "access.log");
    writeFileSync(join(folder, "htpasswd"), `${username}:${PASSWORD_HASH}\n`);
    writeFileSync(join(folder, "config.yml"), JSON.stringify(configuration(folder, host, auth, tokens)));
    let child = await startProcess(folder, host, log);
    const basic = `Basic ${Buffer.from(`${username}:${PASSWORD}`).toString("base64")}`;
    const authorization = (repository: string, actions = ["pull", "push"]) =>
        auth === "none" ? undefined : tokens ? `Bearer ${tokens.issue(repository, actions)}` : basic;
    const ask = async (method: string, repository: string, path: string, headers: { [name: string]: string } = {}) => {
        const allowed = authorization(repository, method === "DELETE" ? ["delete"] : ["pull"]);
        const response = await fetch(`http://${host}/v2/${repository}/${path}`, {
            method,
            headers: { ...headers, ...(allowed === undefined ? {} : { authorization: allowed }) },
        });
        if (!response.ok) {
            throw new Error(`${method} ${response.url}: ${response.status} ${await response.text()}`);
        }
        return response;
    };
    return {
        host,
        username,
        password: PASSWORD,
        tokens,
        authorization: (repository) => authorization(repository),
        manifest: async (repository, reference) => {
            const headers = { accept: `${OCI.manifest}, ${DOCKER.manifest}` };
            const response = await ask("GET", repository, `manifests/${reference}`, headers);
            return { digest: response.headers.get("docker-content-digest"), ...JSON.parse(await response.text()) };
        },
        deleteManifest: async (repository, digest) => {
            await ask("DELETE", repository, `manifests/${digest}`);
        },
        accessLog: () => parseAccessLog(readFileSync(log, "utf8")),
        pause: () => end(child),
        resume: async () => {
            child = await startProcess(folder, host, log);
        },
        stop: async () => {
            await end(child);
            await tokens?.stop();
            rmSync(folder, { recursive: true, force: true });
        },
    };
}

/** YAML takes JSON too. */
function configuration(folder: string, host: string, auth: RegistryAuth, tokens: TokenServer | undefined): object {
    const { realm, service, issuer, certificate: rootcertbundle } = tokens ?? {};
    const ways = {
        none: {},
        htpasswd: { auth: { htpasswd: { realm: "tests", path: join(folder, "htpasswd") } } },
        token: { auth: { token: { realm, service, issuer, rootcertbundle } } },
    };
    return {
        version: 0.1,
        log: { level: "error" },
        storage: { filesystem: { rootdirectory: join(folder, "data") }, delete: { enabled: true } },
        http: { addr: host, relativeurls: true, secret: "tests" },
        ...ways[auth],
    };
}
