import { spawn } from "node:child_process";
import { openSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { searchPath } from "./command";
import type { StateFolder } from "./state";

/** A process that setup left running, told from a later one with the same id by the time it started. */
export interface DaemonRecord {
    pid: number;
    /** Start time in clock ticks since boot, from `/proc/<pid>/stat`. */
    started: string;
}

/** Where a daemon writes its output, and how to tell that it is ready. */
export interface Daemon {
    program: string;
    args: string[];
    log: string;
    /** Whether it answers. */
    ready: () => Promise<boolean>;
    /** How long it may take until it answers. */
    timeoutSeconds: number;
}

/**
 * Starts a daemon that outlives this process and waits until it answers.
 *
 * @throws Error with the end of its log if it exits or does not answer in time; it is stopped then.
 */
export async function startDaemon(daemon: Daemon): Promise<DaemonRecord> {
    await mkdir(dirname(daemon.log), { recursive: true });
    const log = openSync(daemon.log, "a");
    const child = spawn(daemon.program, daemon.args, {
        detached: true,
        stdio: ["ignore", log, log],
        env: { ...process.env, PATH: searchPath().join(":") },
    });
    let end: string | undefined;
    child.on("error", (error) => {
        end = error.message;
    });
    child.on("exit", (code, signal) => {
        end = `exit code ${code ?? signal}`;
    });
    child.unref();
    const deadline = Date.now() + daemon.timeoutSeconds * 1000;
    while (end === undefined && Date.now() < deadline) {
        if (await daemon.ready()) return { pid: child.pid as number, started: (await startTime(child.pid)) ?? "" };
        await sleep(100);
    }
    if (end === undefined) child.kill();
    throw new Error(
        `${daemon.program}: expected an answer within ${daemon.timeoutSeconds} s, got ${end ?? "none"}. ` +
            `Its log, ${daemon.log}, ends with:\n${await lastLines(daemon.log)}`,
    );
}

/** The record of a daemon kept under `name` in the state folder, if that very process still runs. */
export async function runningDaemon<T extends DaemonRecord>(state: StateFolder, name: string): Promise<T | undefined> {
    const record = await state.read<T>(name);
    return record !== undefined && (await startTime(record.pid)) === record.started ? record : undefined;
}

/** Asks the process of a record to end, and waits for it. A process that took over its id is left alone. */
export async function stopDaemon(record: DaemonRecord, timeoutSeconds = 60): Promise<void> {
    const deadline = Date.now() + timeoutSeconds * 1000;
    if ((await startTime(record.pid)) !== record.started) return;
    process.kill(record.pid, "SIGTERM");
    while ((await startTime(record.pid)) === record.started) {
        if (Date.now() > deadline) {
            throw new Error(`process ${record.pid}: expected its end within ${timeoutSeconds} s, got none. End it.`);
        }
        await sleep(100);
    }
}

/** Stops the daemon kept under `name` in the state folder and forgets it. Whether it ran. */
export async function stopRecorded(state: StateFolder, name: string): Promise<boolean> {
    const record = await runningDaemon(state, name);
    if (record !== undefined) await stopDaemon(record);
    await state.remove(name);
    return record !== undefined;
}

/** When a process started, or undefined if it does not run (any more). */
async function startTime(pid: number | undefined): Promise<string | undefined> {
    try {
        const stat = await readFile(`/proc/${pid}/stat`, "utf8");
        // The second field, the program's name, may hold blanks and parentheses.
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        return fields[0] === "Z" ? undefined : fields[19];
    } catch {
        return undefined;
    }
}

async function lastLines(file: string): Promise<string> {
    const text = await readFile(file, "utf8").catch(() => "");
    return text.trim().split("\n").slice(-10).join("\n");
}
