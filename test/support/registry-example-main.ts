import { basename, join } from "node:path";
import { runProgram } from "../../setup/in-process/run-program";
import { awsOf } from "./registry-aws";
import type { ExampleOptions, ExampleRun } from "./registry-example";

/** Runs the program in a folder once and prints what it did, as JSON in the last line; see `runExample`. */
async function main(directory: string, { registry, otherStack, preview = false }: ExampleOptions): Promise<void> {
    process.chdir(directory);
    const aws = registry && awsOf(registry);
    const program = () => require(join(directory, "index.ts"));
    const ended: ExampleRun = await runProgram(program, {
        project: basename(directory),
        stack: "test",
        preview,
        outputsOf: (resource) =>
            resource.type === "pulumi:pulumi:StackReference"
                ? { outputs: otherStack, secretOutputNames: [] }
                : (aws?.outputsOf(resource) ?? {}),
        call: (token, inputs) => aws?.call(token) ?? inputs,
    }).catch(({ message }: Error) => ({ outputs: {}, secrets: [], resources: [], error: message }));
    process.stdout.write(`${JSON.stringify(ended)}\n`);
}

void main(process.argv[2] ?? "", JSON.parse(process.argv[3] ?? "{}"));
