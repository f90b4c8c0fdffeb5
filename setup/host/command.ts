import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const execFilePromise = promisify(execFile);

/** Where administrators' programs live: a user's `PATH` often leaves these folders out. */
const ADMIN_FOLDERS = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

/** How a program is run. */
export interface CommandOptions {
    /** Working directory. Defaults to this process's. */
    cwd?: string;
    /** Variables added to this process's environment. */
    env?: NodeJS.ProcessEnv;
}

/** The folders that programs are looked up in: `PATH`, then the administrators' folders. */
export function searchPath(env: NodeJS.ProcessEnv = process.env): string[] {
    const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
    return [...new Set([...folders, ...ADMIN_FOLDERS])];
}

/** The full path of a program, or undefined if it is not installed. */
export async function findProgram(name: string): Promise<string | undefined> {
    for (const folder of searchPath()) {
        const path = join(folder, name);
        if (await executable(path)) return path;
    }
    return undefined;
}

/**
 * Runs a program to its end, with nothing on its standard input, and returns what it printed.
 *
 * @throws Error with the last lines of its output, if it cannot be started or exits with another code than 0.
 */
export async function runCommand(program: string, args: string[], options: CommandOptions = {}): Promise<string> {
    const env = { ...process.env, PATH: searchPath().join(delimiter), ...options.env };
    const running = execFilePromise(program, args, {
        env,
        maxBuffer: 64 * 1024 * 1024,
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    running.child.stdin?.end();
    try {
        return (await running).stdout;
    } catch (error) {
        throw new Error(failure([program, ...args].join(" "), error as Failure));
    }
}

interface Failure extends Error {
    code?: number | string;
    stdout?: string;
    stderr?: string;
}

function failure(command: string, error: Failure): string {
    const lines = `${error.stdout ?? ""}\n${error.stderr ?? ""}`.trim().split("\n").slice(-15);
    const output = lines.map((line) => shortened(line)).join("\n");
    return `${shortened(command)}: expected exit code 0, got ${error.code ?? error.message}.\n${output}`;
}

function shortened(line: string): string {
    return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}

async function executable(path: string): Promise<boolean> {
    return access(path, constants.X_OK).then(
        () => true,
        () => false,
    );
}
