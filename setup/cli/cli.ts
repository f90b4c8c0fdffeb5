import { readdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { findProgram, runCommand, say } from "../host";

/** The Pulumi CLI, with the Docker plugin that this project's programs need. */
export interface PulumiCli {
    /** The folder that holds `pulumi` and its language hosts. */
    bin: string;
    /** Without a leading `v`. */
    version: string;
}

/** A CLI, or why there is none. */
export type PulumiLookup = { cli: PulumiCli } | { reason: string };

/** Downloads take this long at most; a network that swallows them must not hold up everything else. */
const DOWNLOAD_SECONDS = 300;

/** Finds the CLI on `PATH` or where Pulumi keeps its own, or downloads it; and its Docker plugin likewise. */
export async function findPulumi(): Promise<PulumiLookup> {
    try {
        const cli = (await installedPulumi()) ?? (await cliIn(await download()));
        await ensureDockerPlugin(cli.bin);
        return { cli };
    } catch (error) {
        return { reason: (error as Error).message.trim() };
    }
}

/** The CLI on `PATH` or where Pulumi keeps its own; nothing is downloaded. */
export async function installedPulumi(): Promise<PulumiCli | undefined> {
    const bin = (await onPath()) ?? (await inPulumisBin()) ?? (await newestKept());
    return bin === undefined ? undefined : cliIn(bin);
}

/** The highest of version numbers such as `3.248.0`; anything else is no version. */
export function newest(versions: string[]): string | undefined {
    const numbers = versions.filter((version) => /^\d+\.\d+\.\d+$/.test(version));
    return numbers.sort((one, other) => one.localeCompare(other, "en", { numeric: true })).at(-1);
}

async function cliIn(bin: string): Promise<PulumiCli> {
    const version = await runCommand(join(bin, "pulumi"), ["version"]);
    return { bin, version: version.trim().replace(/^v/, "") };
}

async function onPath(): Promise<string | undefined> {
    const program = await findProgram("pulumi");
    return program === undefined ? undefined : dirname(program);
}

/** Where Pulumi's own installer puts it, which a shell finds only after its profile was read again. */
async function inPulumisBin(): Promise<string | undefined> {
    const bin = join(pulumiHome(), "bin");
    const names: string[] = await readdir(bin).catch(() => []);
    return names.includes("pulumi") ? bin : undefined;
}

async function newestKept(): Promise<string | undefined> {
    const version = newest(await readdir(versionsFolder()).catch(() => []));
    return version === undefined ? undefined : join(versionsFolder(), version, "bin");
}

/** The version of the SDK that this project is tested with. */
async function download(): Promise<string> {
    const version = await packageVersion("@pulumi/pulumi");
    const root = join(versionsFolder(), version);
    say(`downloading the Pulumi CLI ${version}`);
    // Loaded only here: it takes a second.
    const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
    await withinLimit("the Pulumi CLI", PulumiCommand.install({ root }));
    return join(root, "bin");
}

async function ensureDockerPlugin(bin: string): Promise<void> {
    const version = await packageVersion("@pulumi/docker");
    const installed = JSON.parse(await runCommand(join(bin, "pulumi"), ["plugin", "ls", "--json"])) as Plugin[];
    if (installed.some((plugin) => plugin.name === "docker" && plugin.version === version)) return;
    say(`downloading Pulumi's Docker plugin ${version}`);
    const args = ["plugin", "install", "resource", "docker", version];
    await withinLimit("Pulumi's Docker plugin", runCommand(join(bin, "pulumi"), args));
}

interface Plugin {
    name: string;
    version?: string;
}

function versionsFolder(): string {
    return join(pulumiHome(), "versions");
}

function pulumiHome(): string {
    return process.env.PULUMI_HOME || join(homedir(), ".pulumi");
}

async function packageVersion(name: string): Promise<string> {
    return (JSON.parse(await readFile(require.resolve(`${name}/package.json`), "utf8")) as { version: string }).version;
}

async function withinLimit(what: string, work: Promise<unknown>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise((_, reject) => {
        const error = new Error(`${what}: expected a download within ${DOWNLOAD_SECONDS} s, got none.`);
        timer = setTimeout(() => reject(error), DOWNLOAD_SECONDS * 1000);
    });
    await Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
