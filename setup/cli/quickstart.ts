import { spawn } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { root } from "../build";
import type { PulumiCli } from "./cli";
import type { QuickstartOutputs } from "./outcome";
import { devStack, stateFolder } from "./stack";

/** A run of the quickstart. */
export interface QuickstartRun {
    outputs: QuickstartOutputs;
    /** Whether it made anything that was not there before. */
    changed: boolean;
}

/** Where the program is, and the outputs of its last run without the CLI. */
const PROGRAM = join(root, "examples/quickstart");
const LAST_OUTPUTS = join(stateFolder, "last-outputs.json");

/** What went wrong has been printed by then. */
const FAILED = "quickstart: expected that it succeeds, got the error above. Cure it and try again.";

/** `pulumi up` of the stack at the root of the repository, with its progress on standard error. */
export async function runWithCli(cli: PulumiCli, dockerHost: string, registry: string): Promise<QuickstartRun> {
    const stack = await devStack(cli, dockerHost);
    await stack.setConfig("registry", { value: registry });
    const update = stack.up({
        onOutput: (line) => process.stderr.write(line),
        suppressProgress: true,
        suppressOutputs: true,
    });
    const { outputs, summary } = await update.catch(() => {
        throw new Error(FAILED);
    });
    const values = Object.fromEntries(Object.entries(outputs).map(([name, output]) => [name, output.value]));
    const changes = Object.keys(summary.resourceChanges ?? {});
    return { outputs: values as unknown as QuickstartOutputs, changed: changes.some((change) => change !== "same") };
}

/** The same program without the CLI: everything is built, pushed and measured, but Pulumi keeps no state of it. */
export async function runInProcess(dockerHost: string, registry: string): Promise<QuickstartRun> {
    const script = join(root, "setup/in-process/main.ts");
    const child = spawn(process.execPath, ["--import", "tsx", script, PROGRAM], {
        cwd: root,
        stdio: ["ignore", "pipe", "inherit"],
        env: {
            ...process.env,
            DOCKER_HOST: dockerHost,
            PULUMI_CONFIG: JSON.stringify({ "project:registry": registry }),
        },
    });
    const exit = new Promise<number | null>((resolve) => child.on("close", resolve));
    const printed = await text(child.stdout);
    if ((await exit) !== 0) throw new Error(FAILED);
    const outputs = JSON.parse(printed.trim().split("\n").at(-1) ?? "") as QuickstartOutputs;
    const last = await readFile(LAST_OUTPUTS, "utf8").catch(() => "{}");
    await mkdir(dirname(LAST_OUTPUTS), { recursive: true });
    await writeFile(LAST_OUTPUTS, JSON.stringify(outputs));
    return { outputs, changed: (JSON.parse(last) as Partial<QuickstartOutputs>).ref !== outputs.ref };
}
