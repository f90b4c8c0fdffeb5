import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type Docker from "dockerode";
import { certificatesFor } from "./certificates";
import { SshAgent } from "./over-ssh";

/**
 * Connects to the Docker Engine at `host`, in the forms that the Docker provider takes: `unix://…`, `npipe://…`,
 * `tcp://…`, `ssh://…`. Without one, to that of DOCKER_HOST or the default socket, as the provider does. By TLS where there
 * are certificates for it.
 *
 * @throws TypeError if `host` is no URL
 * @throws Error that names a certificate which cannot be read
 */
export function connectEngine(host: string | undefined): Docker {
    const Engine = loadDocker();
    const address = engineAddress(host);
    const [, scheme, rest] = /^(unix|npipe):\/\/(.+)$/.exec(address) ?? [];
    if (scheme !== undefined && rest !== undefined) {
        // An empty host keeps DOCKER_HOST out, which may name another engine.
        return new Engine({ socketPath: rest, host: "" });
    }
    const url = new URL(address.includes("//") ? address : `tcp://${address}`);
    if (url.protocol === "ssh:") {
        const byAgent = { protocol: "http" as const, host: "docker", port: 80, agent: new SshAgent(address) };
        return new Engine(byAgent);
    }
    const certificates = certificatesFor(address);
    const isSecure = certificates !== undefined || url.port === "2376" || process.env.DOCKER_TLS_VERIFY === "1";
    return new Engine({
        protocol: isSecure ? "https" : "http",
        host: url.hostname,
        port: url.port || (isSecure ? 2376 : 2375),
        ...certificates,
    });
}

/** Loaded only where an engine is spoken to: a program that deploys what a registry has does not wait for it. */
function loadDocker(): typeof Docker {
    return require("dockerode");
}

/** The address of the engine that {@link connectEngine} connects to. */
export function engineAddress(host: string | undefined): string {
    return host || process.env.DOCKER_HOST || defaultSocket();
}

function defaultSocket(): string {
    if (process.platform === "win32") {
        return "npipe:////./pipe/docker_engine";
    }
    const desktop = ["run", "desktop"].map((folder) => join(homedir(), ".docker", folder, "docker.sock"));
    const usual = "/var/run/docker.sock";
    return `unix://${[usual, ...desktop].find((socket) => existsSync(socket)) ?? usual}`;
}
