import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { Agent, type ClientRequestArgs } from "node:http";
import { Duplex } from "node:stream";

/** Options of `ssh` that providers were given, by the address of the engine. */
const known = new Map<string, string[]>();

/** Remembers what the provider of the engine at an address gives `ssh`, if it was told anything. */
export function rememberSshOptions(address: string, options: string[]): void {
    if (options.length > 0) {
        known.set(address, options);
    }
}

/**
 * Connections to the engine of `ssh://[user@]host[:port][/socket]` as Docker's own CLI makes them: by the machine's `ssh`, so
 * that its configuration, keys, jump hosts and known hosts hold, and by `docker` there.
 */
export class SshAgent extends Agent {
    private readonly words: string[];

    constructor(private readonly address: string) {
        super({ keepAlive: false });
        this.words = sshWords(address, known.get(address) ?? []);
    }

    override createConnection(_options: ClientRequestArgs, connected?: (error: Error | null, stream: Duplex) => void) {
        const ssh = spawn("ssh", this.words, { stdio: "pipe" });
        connected?.(null, new ProcessStream(ssh, `ssh does not reach the engine of ${this.address}`));
        return undefined;
    }
}

/** What a process reads and prints, as one stream, which fails with what the process says where that fails. */
class ProcessStream extends Duplex {
    private said = "";

    constructor(
        private readonly process: ChildProcessWithoutNullStreams,
        private readonly failure: string,
    ) {
        super();
        const { stdin, stdout, stderr } = process;
        stdout.on("data", (chunk) => void (this.push(chunk) || stdout.pause()));
        stderr.on("data", (text) => {
            this.said = `${this.said}${text}`.slice(-1000);
        });
        // How the process ends tells more.
        stdin.on("error", () => undefined);
        process.on("error", (error) => this.fail(error.message));
        process.on("close", (code) => {
            if (code === 0) {
                this.push(null);
            } else {
                this.fail(this.said.trim().replace(/\s+/g, " ") || `it ended with exit code ${code}`);
            }
        });
    }

    override _read(): void {
        this.process.stdout.resume();
    }

    override _write(chunk: Buffer, _encoding: BufferEncoding, written: () => void): void {
        this.process.stdin.write(chunk, () => written());
    }

    override _final(ended: () => void): void {
        this.process.stdin.end(() => ended());
    }

    override _destroy(error: Error | null, destroyed: (error: Error | null) => void): void {
        this.process.kill();
        destroyed(error);
    }

    private fail(why: string): void {
        // As a socket names the call that failed.
        this.destroy(Object.assign(new Error(`${this.failure}: ${why}`), { syscall: "connect" }));
    }
}

function sshWords(address: string, options: string[]): string[] {
    const { username, hostname, port, pathname } = new URL(address);
    return [
        // Nobody can answer a question here.
        ...["-T", "-o", "BatchMode=yes", "-o", "ConnectTimeout=30"],
        ...options,
        ...(username === "" ? [] : ["-l", decodeURIComponent(username)]),
        ...(port === "" ? [] : ["-p", port]),
        ...["--", hostname, "docker"],
        ...(pathname === "" || pathname === "/" ? [] : ["--host", `unix://${pathname}`]),
        ...["system", "dial-stdio"],
    ];
}
