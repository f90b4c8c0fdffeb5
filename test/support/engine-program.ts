import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import type { PulumiCli } from "../../setup/cli";
import { processDirectory, writeTree } from "./tree";

const root = join(__dirname, "../..");

/** A program folder with a stack of its own, run by the Pulumi CLI. */
export interface EngineProgram {
    directory: string;
    stack: Stack;
    /** Writes files, by their paths in the folder. */
    write(files: { [path: string]: string }): void;
    /** Everything that the CLI has printed so far. */
    log(): string;
    record(text: string): void;
    /** The stack's state as it lies in the backend. */
    state(): string;
    /** The same program in another checkout, with the same state. */
    checkout(): Promise<EngineProgram>;
}

/** Writes a program and its stack; by default one of Node.js that begins with `index.ts`. */
export async function engineProgram(cli: PulumiCli, files: { [path: string]: string }): Promise<EngineProgram> {
    const directory = processDirectory("engine");
    const backend = processDirectory("backend");
    writeTree(directory, { ...manifest, ...files });
    return openLinked(cli, directory, backend);
}

async function openLinked(cli: PulumiCli, directory: string, backend: string): Promise<EngineProgram> {
    linkPackages(directory);
    return openProgram(cli, directory, backend);
}

/** A stack of its own for the program in a folder, which has what it needs. */
export async function openProgram(cli: PulumiCli, directory: string, backend: string): Promise<EngineProgram> {
    const env = {
        PULUMI_BACKEND_URL: `file://${backend}`,
        PULUMI_CONFIG_PASSPHRASE: "test",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PATH: [cli.bin, process.env.PATH].join(delimiter),
        DOCKER_HOST: process.env.DOCKER_HOST ?? "",
    };
    const stack = await LocalWorkspace.createOrSelectStack({ stackName: "test", workDir: directory }, { envVars: env });
    const printed: string[] = [];
    return {
        directory,
        stack,
        write: (added) => writeTree(directory, added),
        log: () => printed.join(""),
        record: (text) => printed.push(text),
        state: () => readFileSync(join(backend, ".pulumi/stacks/engine-test/test.json"), "utf8"),
        checkout: async () => {
            const other = processDirectory("checkout");
            const mask = process.umask(0o002);
            try {
                cpSync(directory, other, {
                    recursive: true,
                    filter: (path) => !/node_modules|\.python-image/.test(path),
                });
                return await openLinked(cli, other, backend);
            } finally {
                process.umask(mask);
            }
        },
    };
}

/** The package as it is built here, with the one copy of the SDK that it uses itself. */
function linkPackages(directory: string): void {
    mkdirSync(join(directory, "node_modules"), { recursive: true });
    symlinkSync(root, join(directory, "node_modules/pulumi-python-image"));
    for (const name of ["@pulumi", "typescript"]) {
        symlinkSync(join(root, "node_modules", name), join(directory, "node_modules", name));
    }
}

const manifest = {
    "package.json": JSON.stringify({ name: "engine-test", private: true, main: "index.ts" }),
    "Pulumi.yaml": "name: engine-test\nruntime: nodejs\n",
    "tsconfig.json": JSON.stringify({
        compilerOptions: {
            target: "es2022",
            module: "commonjs",
            moduleResolution: "node",
            strict: true,
            skipLibCheck: true,
            types: [],
        },
    }),
};
