import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "./tree";

/** What a fake program does each time it is called; the last stays. Defaults to success without a word. */
export interface FakeCall {
    prints?: string;
    status?: number;
}

/** How a script ran in which every program was a fake. */
export interface FakeRun {
    status: number | null;
    stdout: string;
    stderr: string;
    /** Each call of a fake: its name, its words, and the values of `watched` variables that were set. */
    calls: string[];
}

/** Programs that no script under test could do harm with. */
const harmless = ["cat", "cut", "dirname", "env", "grep", "head", "sed", "sh", "sha256sum"];

/**
 * Runs a shell script that finds nothing on its PATH but fakes and a few harmless programs: whatever it tries to change
 * is only written down.
 */
export function runWithFakes(
    test: { after(done: () => void): void },
    words: string[],
    fakes: { [program: string]: FakeCall[] },
    { environment = {}, watched = [] }: { environment?: { [name: string]: string }; watched?: string[] } = {},
): FakeRun {
    const root = temporaryDirectory(test);
    const [bin, log] = [join(root, "bin"), join(root, "calls")];
    mkdirSync(bin);
    for (const name of harmless) {
        const real = ["/bin", "/usr/bin"].map((directory) => join(directory, name)).find((path) => existsSync(path));
        symlinkSync(real as string, join(bin, name));
    }
    for (const [program, calls] of Object.entries(fakes)) {
        for (const [place, { prints = "", status = 0 }] of calls.entries()) {
            writeFileSync(join(root, `${program}.${place}`), prints);
            writeFileSync(join(root, `${program}.${place}.status`), `${status}\n`);
        }
        writeFileSync(join(bin, program), fakeScript(root, program, calls.length, watched));
        chmodSync(join(bin, program), 0o755);
    }
    const run = spawnSync("/bin/sh", words, {
        encoding: "utf8",
        cwd: root,
        env: { PATH: bin, TMPDIR: root, ...environment },
    });
    const calls = existsSync(log) ? readFileSync(log, "utf8").split("\n").slice(0, -1) : [];
    return { status: run.status, stdout: run.stdout, stderr: run.stderr, calls };
}

function fakeScript(root: string, program: string, answers: number, watched: string[]): string {
    const variables = watched.map((name) => `[ -z "\${${name}+x}" ] || line="$line ${name}=$${name}"`);
    return [
        "#!/bin/sh",
        `line="${program}"`,
        'for word in "$@"; do line="$line $word"; done',
        ...variables,
        `echo "$line" >>'${root}/calls'`,
        `count=0; [ ! -f '${root}/${program}.count' ] || read -r count <'${root}/${program}.count'`,
        `echo $((count + 1)) >'${root}/${program}.count'`,
        `[ "$count" -lt ${answers} ] || count=${Math.max(answers - 1, 0)}`,
        `[ ! -f "${root}/${program}.$count" ] || /bin/cat "${root}/${program}.$count"`,
        `status=0; [ ! -f "${root}/${program}.$count.status" ] || read -r status <"${root}/${program}.$count.status"`,
        'exit "$status"',
        "",
    ].join("\n");
}
