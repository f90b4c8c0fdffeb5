import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineProgram } from "./engine-program";

/** Asserts that none of the secrets stands plain in the program's state, in what was printed, or in a staged file. */
export function leaksNothing(program: EngineProgram, secrets: string[]): void {
    const staged = readdirSync(join(program.directory, ".python-image"), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
    for (const text of [program.state(), program.log(), ...staged]) {
        for (const form of secrets.flatMap((secret) => [secret, encodeURIComponent(secret)])) {
            assert.equal(text.includes(form), false);
        }
    }
}
