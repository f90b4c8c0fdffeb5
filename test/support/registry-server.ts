import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startTokenServer, type TokenServer } from "./registry-token-server";

/** How a registry of the tests lets people in. */
export type RegistryAuth = "none" | "htpasswd" | "token";

/** One request that a registry has answered. */
export interface AccessLogEntry {
    method: string;
    path: string;
    status: number;
    /** Length of the answer's body in bytes. */
    bytes: number;
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
    /** All requests until now, the oldest first. */
    accessLog(): AccessLogEntry[];
    /** Ends the registry, and starts it again on the same port with the same data. */
    pause(): Promise<void>;
    resume(): Promise<void>;
    /** Ends the registry and removes its data. */
    stop(): Promise<void>;
}

const USERNAME = "ci";
/** A password with characters that are easily escaped wrongly. */
const PASSWORD = 's3cret:p@ss"w%rd$';
/** Its bcrypt hash, the only kind that the registry reads. */
const PASSWORD_HASH = "$2b$04$TRa1BUNkbkMpwcQkOFY0U.6V.sX/5b0xcKIAVG7X27DxBgtXH3XqG";

/** Why tests with real registries have to be skipped on this machine; false if they need not be. */
export const registryMissing: string | false = missing();

/** Starts a registry on a free port of the loopback. */
export async function startRegistry({ auth = "none" }: { auth?: RegistryAuth } = {}): Promise<TestRegistry> {
    const folder = mkdtempSync(join(tmpdir(), "registry-"));
    const tokens =
        auth === "token" ? await startTokenServer(folder, { username: USERNAME, password: PASSWORD }) : undefined;
    const host = `127.0.0.1:${await freePort()}`;
    const log = join(folder, "access.log");
    writeFileSync(join(folder, "htpasswd"), `${USERNAME}:${PASSWORD_HASH}\n`);
    writeFileSync(join(folder, "config.yml"), JSON.stringify(configuration(folder, host, auth, tokens)));
    let child = await start(folder, host, log);
    const basic = `Basic ${Buffer.from(`${USERNAME}:${PASSWORD}`).toString("base64")}`;
    return {
        host,
        username: USERNAME,
        password: PASSWORD,
        tokens,
        authorization: (repository) =>
            auth === "none" ? undefined : tokens ? `Bearer ${tokens.issue(repository)}` : basic,
        accessLog: () => parseAccessLog(readFileSync(log, "utf8")),
        pause: () => end(child),
        resume: async () => {
            child = await start(folder, host, log);
        },
        stop: async () => {
            await end(child);
            await tokens?.stop();
            rmSync(folder, { recursive: true, force: true });
        },
    };
}

function missing(): string | false {
    for (const program of [
        ["docker-registry", "--version"],
        ["openssl", "version"],
    ] as const) {
        try {
            execFileSync(program[0], [program[1]], { stdio: "ignore" });
        } catch {
            return `${program[0]} is not installed`;
        }
    }
    return false;
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

async function start(folder: string, host: string, log: string): Promise<ChildProcess> {
    const output = openSync(log, "a");
    const errors = openSync(join(folder, "error.log"), "a");
    const child = spawn("docker-registry", ["serve", join(folder, "config.yml")], {
        stdio: ["ignore", output, errors],
    });
    closeSync(output);
    closeSync(errors);
    for (let tries = 0; tries < 100 && child.exitCode === null; tries++) {
        if (
            await fetch(`http://${host}/v2/`).then(
                () => true,
                () => false,
            )
        ) {
            return child;
        }
        await sleep(100);
    }
    await end(child);
    throw new Error(`docker-registry did not start: ${readFileSync(join(folder, "error.log"), "utf8")}`);
}

async function end(child: ChildProcess): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((resolve) => child.once("exit", resolve));
        child.kill("SIGKILL");
        await ended;
    }
}

function freePort(): Promise<number> {
    return new Promise((resolve) => {
        const server = createServer().listen(0, "127.0.0.1", () => {
            const { port } = server.address() as AddressInfo;
            server.close(() => resolve(port));
        });
    });
}

/** Reads the log in Apache's form: `… "GET /v2/ HTTP/1.1" 200 2 …`. */
function parseAccessLog(text: string): AccessLogEntry[] {
    return [...text.matchAll(/"([A-Z]+) (\S+) HTTP\/[\d.]+" (\d{3}) (\d+)/g)].map(
        ([, method = "", path = "", status, bytes]) => ({
            method,
            path,
            status: Number(status),
            bytes: Number(bytes),
        }),
    );
}
