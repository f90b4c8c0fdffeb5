import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { runProgram } from "./run-program";

/**
 * Runs the Pulumi program in a directory once, without Pulumi's engine, and prints its outputs as JSON in the last line:
 * `node --import tsx setup/in-process/main.ts <directory>`.
 */
async function main(directory: string): Promise<void> {
    process.chdir(directory);
    const manifest = JSON.parse(readFileSync("package.json", "utf8")) as { main?: string };
    const program = async () =>
        (await import(join(process.cwd(), manifest.main ?? "index.ts"))) as { [name: string]: unknown };
    const { outputs } = await runProgram(async () => {
        const { default: _, ...exported } = await program();
        return exported;
    });
    process.stdout.write(`${JSON.stringify(outputs)}\n`);
}

main(resolve(process.argv[2] ?? ".")).catch((error) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    // Outputs that depend on what failed are rejected later; nothing awaits them.
    process.exit(1);
});
