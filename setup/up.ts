import { connectEngine } from "../components/engine/connect";
import { ensureBuilt } from "./build";
import { outcomeLines, pulumiVariables, type QuickstartRun, runInProcess, runWithCli, STACK } from "./cli";
import { say } from "./host";
import { type Machine, prepareMachine } from "./machine";

/** What the quickstart builds on. */
const BASE = "python:3.13-slim";

async function main(): Promise<void> {
    const [machine] = await Promise.all([prepareMachine({ bases: [BASE] }), ensureBuilt()]);
    const { outputs, changed } = await run(machine);
    const docker = connectEngine(machine.engine.host);
    const base = { name: BASE, standIn: machine.standIns.includes(BASE) };
    console.log((await outcomeLines(docker, outputs, base)).join("\n"));
    console.log(changed ? "The stack has a new image." : "Nothing changed.");
    if ("cli" in machine.pulumi) console.log(byHand(machine.engine.host, machine.pulumi.cli.bin));
}

async function run({ engine, registry, pulumi }: Machine): Promise<QuickstartRun> {
    if ("cli" in pulumi) return runWithCli(pulumi.cli, engine.host, registry);
    say(`no Pulumi CLI: ${pulumi.reason}`);
    say("running the program once without it: everything is built, pushed and measured, but no state is kept");
    return runInProcess(engine.host, registry);
}

function byHand(dockerHost: string, bin: string): string {
    const exports = Object.entries(pulumiVariables(dockerHost)).map(([name, value]) => `export ${name}='${value}'`);
    return ["By hand:", `export PATH="${bin}:$PATH"`, ...exports, `pulumi up --stack ${STACK}`].join("\n    ");
}

main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
