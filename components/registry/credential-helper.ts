import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { CodedError } from "../errors/coded-error";
import type { Credentials } from "./credentials";

/** Milliseconds after which a helper that does not answer is ended: it may wait for somebody to unlock a key ring. */
const PATIENCE_MS = 60_000;
/** User name by which a helper says that its secret is an identity token. */
const TOKEN_USER = "<token>";

/** Where programs are looked for. */
export interface ProgramEnvironment {
    PATH?: string | undefined;
}

/**
 * Asks a credential helper, the program `docker-credential-<name>`, for the login to a server.
 *
 * @returns undefined if it has none.
 * @throws Error if there is no such helper, or if it fails.
 */
export async function askHelper(
    name: string,
    server: string,
    env: ProgramEnvironment,
): Promise<Credentials | undefined> {
    const program = `docker-credential-${name}`;
    const { failed, output } = await run(program, server, env);
    if (failed && /credentials not found/i.test(output)) {
        return undefined;
    }
    const answer = failed ? undefined : parse(output);
    if (!answer) {
        throw new CodedError(
            "PI3013",
            `credential helper ${program}: expected the login to ${server}, got ${failed ?? "no such answer"}. ` +
                'Mend it, take it out of Docker\'s config.json, or give the argument "registry".',
        );
    }
    const { Username: username, Secret: secret } = answer;
    if (username === "" && secret === "") {
        return undefined;
    }
    return username === TOKEN_USER ? { username, password: "", identityToken: secret } : { username, password: secret };
}

/** Whether a program is installed. */
export async function hasProgram(name: string, env: ProgramEnvironment): Promise<boolean> {
    const file = process.platform === "win32" ? `${name}.exe` : name;
    const tries = (env.PATH ?? "").split(delimiter).map((folder) => access(join(folder, file), constants.X_OK));
    return (await Promise.allSettled(tries)).some(({ status }) => status === "fulfilled");
}

/** What a helper printed; if it failed, how. Its output is not repeated, as it can hold a secret. */
function run(program: string, input: string, env: ProgramEnvironment): Promise<{ failed?: string; output: string }> {
    return new Promise((resolve) => {
        const child = execFile(program, ["get"], { env: { ...env }, timeout: PATIENCE_MS }, (error, output) => {
            resolve(error ? { failed: failure(error), output } : { output });
        });
        child.stdin?.on("error", () => {});
        child.stdin?.end(input);
    });
}

function failure(error: { code?: unknown; killed?: boolean }): string {
    if (error.code === "ENOENT") {
        return "no such program in PATH";
    }
    return error.killed ? `no answer within ${PATIENCE_MS / 1000} s` : `exit code ${error.code}`;
}

function parse(output: string): { Username: string; Secret: string } | undefined {
    try {
        const { Username = "", Secret = "" } = JSON.parse(output);
        return { Username: String(Username), Secret: String(Secret) };
    } catch {
        return undefined;
    }
}
