import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { TestContext } from "node:test";
import { temporaryDirectory } from "./tree";

/**
 * Puts a program `ssh` first on the PATH that runs `script`, with the words behind `--` and the host as its own, on this machine.
 * Returns what it was called with, a line for each call.
 */
export function fakeSsh(test: Pick<TestContext, "after">, script: string): () => string[] {
    const directory = temporaryDirectory(test);
    const calls = join(directory, "calls");
    const skip = 'until [ "$1" = -- ]; do shift; done; shift 2';
    writeFileSync(calls, "");
    writeFileSync(join(directory, "ssh"), `#!/bin/sh\necho "$*" >>'${calls}'\n${skip}\n${script}\n`);
    chmodSync(join(directory, "ssh"), 0o755);
    const before = process.env.PATH;
    process.env.PATH = `${directory}${delimiter}${before}`;
    test.after(() => {
        process.env.PATH = before;
    });
    return () => readFileSync(calls, "utf8").split("\n").filter(Boolean);
}
