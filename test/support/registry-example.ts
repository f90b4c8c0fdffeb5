import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestRegistry } from "./registry-server";

const root = join(__dirname, "../..");

/** How an example is run. */
export interface ExampleOptions {
    /** What stands for ECR: host, and the password of the user `AWS`. Unknown if it is left out. */
    registry?: Pick<TestRegistry, "host" | "password">;
    /** Configuration of the stack, by `project:key`. */
    config?: { [key: string]: string };
    /** Outputs of the stack that the program refers to. */
    otherStack?: { [name: string]: unknown };
    /** Only a preview. Defaults to false. */
    preview?: boolean;
}

/** A resource that an example registered, its inputs without wrappings of secrets. */
export interface RegisteredResource {
    type: string;
    name: string;
    inputs: { [name: string]: unknown };
}

/** What a run of an example ended with. */
export interface ExampleRun {
    /** What it exports; without what is not known in a preview. */
    outputs: { [name: string]: unknown };
    /** Names of the exports that are secret. */
    secrets: string[];
    resources: RegisteredResource[];
    /** The program's first error, if it failed. */
    error?: string;
}

/**
 * Runs an example as `pulumi up` in its folder does, except that the test answers for AWS. In a process of its own: a
 * program that fails leaves rejections behind which would end the process of the test.
 */
export async function runExample(name: string, options: ExampleOptions): Promise<ExampleRun> {
    const script = join(__dirname, "registry-example-main.ts");
    const { stdout } = await promisify(execFile)(
        process.execPath,
        [
            "--unhandled-rejections=none",
            "--import",
            "tsx",
            script,
            join(root, "examples", name),
            JSON.stringify(options),
        ],
        {
            cwd: root,
            maxBuffer: 64 * 1024 * 1024,
            env: { ...process.env, PULUMI_CONFIG: JSON.stringify(options.config ?? {}) },
        },
    );
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}
