import { readFileSync } from "node:fs";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { connectEngine } from "../../components/engine/connect";
import { sharedMachine } from "../support/machine";
import { processDirectory } from "../support/tree";
import { type FieldResult, fieldPage, groups, tryGroup } from "./results";
import { tryEnvironment } from "./trial";

/** Packages in one image. */
const GROUP = 12;

/** What takes gigabytes, or has a thousand modules that take seconds each, is tried by itself, at the end. */
const LARGE = ["litellm", "sglang"];

const page = join(__dirname, "../../docs/field.md");

/**
 * `npm run field` tries the packages of `packages.txt`; `npm run field -- PATH…` lock files. Results are kept in a file
 * as they come, so that a run that was interrupted goes on, and written to `docs/field.md`.
 */
async function main(locks: string[]): Promise<void> {
    const { engine } = await sharedMachine();
    const docker = connectEngine(engine.host);
    const notes = resolve("field-results.jsonl");
    const known = await results(notes);
    const isKnown = (names: string[]) => names.every((name) => known.some((result) => result.names.includes(name)));
    const note = async (result: FieldResult) => {
        process.stderr.write(`field: ${result.names.join(" ")}: ${result.refused ?? "built"}\n`);
        await appendFile(notes, `${JSON.stringify(result)}\n`);
        const date = new Date().toISOString().slice(0, 10);
        await writeFile(page, fieldPage(await results(notes), { date, python: "3.13" }));
    };
    const paths = locks.map((path) => resolve(path));
    process.chdir(processDirectory("field"));
    for (const path of paths.filter((one) => !isKnown([one]))) {
        await tryGroup([path], () => tryEnvironment(docker, basename(dirname(path)), { requirements: path }), note);
    }
    for (const names of locks.length > 0 ? [] : packageGroups().filter((group) => !isKnown(group))) {
        await tryGroup(names, (packages) => tryEnvironment(docker, "packages", { packages }), note);
    }
}

function packageGroups(): string[][] {
    const lines = readFileSync(join(__dirname, "packages.txt"), "utf8").split("\n");
    const names = lines.filter((line) => line !== "" && !line.startsWith("#"));
    const others = names.filter((name) => !LARGE.includes(name));
    return [...groups(others, GROUP), ...LARGE.map((name) => [name])];
}

async function results(file: string): Promise<FieldResult[]> {
    const text = await readFile(file, "utf8").catch(() => "");
    return text
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as FieldResult);
}

main(process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
