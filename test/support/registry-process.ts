import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { answering } from "./answering";

/** Why tests with real registries have to be skipped on this machine; false if they need not be. */
export const registryMissing: string | false = missing();

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

/** Starts the registry that `config.yml` in the folder describes, and waits until it answers. */
export async function startProcess(folder: string, host: string, log: string): Promise<ChildProcess> {
    const output = openSync(log, "a");
    const errors = openSync(join(folder, "error.log"), "a");
    const child = spawn("docker-registry", ["serve", join(folder, "config.yml")], {
        stdio: ["ignore", output, errors],
    });
    closeSync(output);
    closeSync(errors);
    if (await answering(child, `http://${host}/v2/`)) {
        return child;
    }
    await end(child);
    throw new Error(`docker-registry did not start: ${readFileSync(join(folder, "error.log"), "utf8")}`);
}

/** Ends a process and waits until it has. */
export async function end(child: ChildProcess): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((resolve) => child.once("exit", resolve));
        child.kill("SIGKILL");
        await ended;
    }
}
