import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type Docker from "dockerode";

/**
 * Connects to the Docker Engine at `host`, in the forms that the Docker provider takes: `unix://…`, `npipe://…`,
 * `tcp://…`, `ssh://…`. Without one, to that of DOCKER_HOST or the default socket, as the provider does.
 *
 * @throws TypeError if `host` is no URL
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
        return new Engine({
            protocol: "ssh",
            host: url.hostname,
            port: url.port || 22,
            ...(url.username === "" ? {} : { username: url.username }),
            ...(process.env.SSH_AUTH_SOCK === undefined ? {} : { sshOptions: { agent: process.env.SSH_AUTH_SOCK } }),
        });
    }
    if (address === process.env.DOCKER_HOST) {
        // Certificates of DOCKER_CERT_PATH come with it.
        return new Engine();
    }
    return new Engine({ protocol: url.port === "2376" ? "https" : "http", host: url.hostname, port: url.port || 2375 });
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
    const desktop = join(homedir(), ".docker/run/docker.sock");
    return !existsSync("/var/run/docker.sock") && existsSync(desktop)
        ? `unix://${desktop}`
        : "unix:///var/run/docker.sock";
}
