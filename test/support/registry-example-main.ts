import { basename, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { createImage, type ImageInputs } from "../../setup/in-process/image-provider";
import { plainInputs } from "../../setup/in-process/plain-inputs";
import { awsOf } from "./registry-aws";
import type { ExampleOptions, ExampleRun, RegisteredResource } from "./registry-example";

/** Runs the program in a folder once and prints what it did, as JSON in the last line; see `runExample`. */
async function main(directory: string, { registry, otherStack, preview = false }: ExampleOptions): Promise<void> {
    process.chdir(directory);
    const resources: RegisteredResource[] = [];
    const aws = registry && awsOf(registry);
    let error: string | undefined;
    const newResource = async ({ type, name, inputs: wrapped }: pulumi.runtime.MockResourceArgs) => {
        const inputs = plainInputs(wrapped) as RegisteredResource["inputs"];
        resources.push({ type, name, inputs });
        const built =
            type === "docker:index/image:Image" && !preview
                ? await createImage(inputs as unknown as ImageInputs, undefined).catch((failure: Error) => {
                      error ??= failure.message;
                      throw failure;
                  })
                : {};
        if (type === "pulumi:pulumi:StackReference") {
            return { id: name, state: { ...wrapped, outputs: otherStack, secretOutputNames: [] } };
        }
        return { id: `${name}-id`, state: { ...wrapped, ...aws?.outputsOf({ type, name, inputs }), ...built } };
    };
    const call = ({ token, inputs }: pulumi.runtime.MockCallArgs) => aws?.call(token) ?? inputs;
    await pulumi.runtime.setMocks({ newResource, call }, basename(directory), "test", preview, "organization");
    const exported = Object.entries(require(join(directory, "index.ts"))).map(
        // An example may export several outputs by name.
        ([name, value]) => [name, pulumi.output(value)] as const,
    );
    const outputs = Promise.all(exported.map(async ([name, output]) => [name, await known(output)]));
    const secrets = Promise.all(exported.map(async ([name, output]) => ((await pulumi.isSecret(output)) ? name : "")));
    const ended: ExampleRun = await Promise.all([outputs, secrets]).then(
        ([values, names]) => ({ outputs: Object.fromEntries(values), secrets: names.filter(Boolean), resources }),
        (failure: Error) => ({ outputs: {}, secrets: [], resources, error: error ?? failure.message }),
    );
    process.stdout.write(`${JSON.stringify(ended)}\n`);
}

/** The value of an output; undefined if it is not known in a preview, for which `apply` never calls back. */
async function known(output: pulumi.Output<unknown>): Promise<unknown> {
    const internals = output as unknown as { isKnown: Promise<boolean>; promise(): Promise<unknown> };
    return (await internals.isKnown) ? internals.promise() : undefined;
}

void main(process.argv[2] ?? "", JSON.parse(process.argv[3] ?? "{}"));
