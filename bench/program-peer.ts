import { appendFile, cp, mkdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Compression, type ImageShape, type PythonImageArgs } from "../components";
import { root } from "../setup/build";
import type { PulumiCli } from "../setup/cli";
import { runCommand } from "../setup/host";
import type { Peer } from "./peer";

/**
 * A peer that is a Pulumi program with a `PythonImage`: `pulumi up`, or one run without Pulumi's engine.
 *
 * @param images how many the program declares; of one environment, each with code and a repository of its own
 */
export function programPeer(name: string, shape: ImageShape, images = 1): Peer {
    return {
        name,
        isTimed: true,
        async prepare({ folder, repository, machine: { pulumi, zstdNode } }) {
            const program = join(folder, "program");
            await cp(join(root, "bench/program"), program, { recursive: true });
            await cp(join(root, "examples/quickstart"), join(folder, "requirements"), { recursive: true });
            await symlink(join(root, "node_modules"), join(folder, "node_modules"));
            for (let number = 1; number < images; number++) {
                await cp(join(folder, "app"), join(folder, `app-${number}`), { recursive: true });
                await appendFile(join(folder, `app-${number}`, "main.py"), `print("service ${number}")\n`);
            }
            const args: PythonImageArgs = {
                ...shape,
                repository,
                tag: "latest",
                requirements: "../requirements/requirements.txt",
                source: "../app",
            };
            const node = shape.compression === Compression.Zstd ? zstdNode : dirname(process.execPath);
            const env = {
                BENCH_ARGS: JSON.stringify(args),
                BENCH_IMAGES: String(images),
                PATH: `${node}:${process.env.PATH}`,
            };
            return "cli" in pulumi ? pulumiUp(pulumi.cli, program, env) : runInProcess(program, env);
        },
    };
}

/** What the program reads, and which Node.js runs it. */
type PeerEnvironment = { [name: string]: string; PATH: string };

/** Deploys a program by the Pulumi CLI, with state of its own. */
export async function pulumiUp(cli: PulumiCli, cwd: string, args: PeerEnvironment): Promise<() => Promise<void>> {
    const state = join(cwd, "state");
    await mkdir(state);
    const env = {
        ...args,
        PATH: `${cli.bin}:${args.PATH}`,
        PULUMI_BACKEND_URL: `file://${state}`,
        PULUMI_CONFIG_PASSPHRASE: "",
        PULUMI_SKIP_UPDATE_CHECK: "true",
    };
    await runCommand("pulumi", ["stack", "init", "bench"], { cwd, env });
    return async () => {
        await runCommand("pulumi", ["up", "--yes", "--skip-preview", "--stack", "bench"], { cwd, env });
    };
}

function runInProcess(program: string, env: PeerEnvironment): () => Promise<void> {
    const words = ["--import", "tsx", join(root, "setup/in-process/main.ts"), program];
    return async () => {
        await runCommand("node", words, { cwd: root, env });
    };
}
