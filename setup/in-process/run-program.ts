import * as pulumi from "@pulumi/pulumi";
import { takeOnBuilds } from "../../components/python-image/image-hooks";
import { createImage, type ImageInputs } from "./image-provider";
import { plainInputs } from "./plain-inputs";

/** A resource that a program registered. */
export interface RegisteredResource {
    type: string;
    name: string;
    inputs: { [name: string]: unknown };
}

/** How a program is run. */
export interface RunOptions {
    /** Only a preview: nothing is built. Defaults to false. */
    preview?: boolean;
    /** What `pulumi:pulumi:readStackResourceOutputs` answers: outputs of the last run, by URN. */
    lastOutputs?: { [urn: string]: { type: string; outputs: { [name: string]: unknown } } };
    /** Outputs of resources other than images, in addition to their inputs. */
    outputsOf?: (resource: RegisteredResource) => { [name: string]: unknown };
    /** Answers to calls of functions. */
    call?: (token: string, inputs: { [name: string]: unknown }) => { [name: string]: unknown };
    /** Project and stack. Default to `project` and `stack`. */
    project?: string;
    stack?: string;
}

/** What a program did. */
export interface ProgramRun {
    /** What it exports, every Output resolved; undefined stands for what is not known in a preview. */
    outputs: { [name: string]: unknown };
    /** Names of the exports that are secret. */
    secrets: string[];
    resources: RegisteredResource[];
    /** Outputs that components registered, by URN: what `lastOutputs` of the next run may be. */
    state: NonNullable<RunOptions["lastOutputs"]>;
}

/**
 * Runs a Pulumi program inside this process: Pulumi's mocks, except that each `docker.Image` is really built, and published by its component.
 * No state is kept.
 *
 * @throws the program's first error
 */
export async function runProgram(
    program: () => Promise<{ [name: string]: unknown }> | { [name: string]: unknown },
    options: RunOptions = {},
): Promise<ProgramRun> {
    const resources: RegisteredResource[] = [];
    const hosts = new Map<string, string>();
    const failures: unknown[] = [];
    const newResource = async (args: pulumi.runtime.MockResourceArgs) => {
        const inputs = plainInputs(args.inputs) as RegisteredResource["inputs"];
        const resource = { type: args.type, name: args.name, inputs };
        resources.push(resource);
        if (args.type === "pulumi:providers:docker") {
            hosts.set(args.name, String(inputs.host));
        }
        const state = { ...args.inputs, ...options.outputsOf?.(resource) };
        if (args.type !== "docker:index/image:Image" || options.preview) {
            return { id: `${args.name}-id`, state };
        }
        const provider = /::([^:]+)::[^:]*$/.exec(args.provider ?? "")?.[1] ?? "";
        try {
            return {
                id: args.name,
                state: { ...state, ...(await createImage(inputs as unknown as ImageInputs, hosts.get(provider))) },
            };
        } catch (error) {
            failures.push(error);
            throw error;
        }
    };
    const call = (args: pulumi.runtime.MockCallArgs) =>
        args.token === "pulumi:pulumi:readStackResourceOutputs"
            ? { outputs: options.lastOutputs ?? {} }
            : (options.call?.(args.token, args.inputs) ?? args.inputs);
    const rejections = takeRejections(failures);
    takeOnBuilds(true);
    // The organization is the one that Pulumi's own file backends name.
    const { project, stack, preview } = options;
    await pulumi.runtime.setMocks({ newResource, call }, project, stack, preview, "organization");
    const finish = async (): Promise<ProgramRun> => {
        const [outputs, secrets] = await resolve(await program());
        await pulumi.runtime.disconnect();
        const state = registeredOutputs();
        return { outputs, secrets, resources, state };
    };
    // What depends on a resource that fails may never be resolved.
    const run = await Promise.race([finish(), rejections.first]).catch((error) => {
        failures.push(error);
        return undefined;
    });
    await rejections.end();
    takeOnBuilds(false);
    if (run === undefined || failures.length > 0) {
        // Pulumi still waits for resources that are never registered: new mocks make it forget them.
        await pulumi.runtime.setMocks({ newResource, call });
        throw failures[0];
    }
    return run;
}

/** The part of Pulumi's mocks that has what components registered: as a message there, and as it is for other resources. */
interface Monitor {
    getRegisteredResources(): Map<string, { state: { toJavaScript?: () => unknown } }>;
}

function registeredOutputs(): ProgramRun["state"] {
    const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
    const registered = [...monitor.getRegisteredResources()].flatMap(([urn, { state }]) => {
        if (state.toJavaScript === undefined) {
            return [];
        }
        const type = urn.split("::").at(-2)?.split("$").at(-1) ?? "";
        return [[urn, { type, outputs: plainInputs(state.toJavaScript()) as { [name: string]: unknown } }]];
    });
    return Object.fromEntries(registered);
}

/** Takes failures of resources that nothing awaits as the program's own, as Pulumi's runtime does, until its end. */
function takeRejections(failures: unknown[]): { first: Promise<never>; end(): Promise<void> } {
    const others = process.listeners("unhandledRejection");
    let reject: (error: unknown) => void;
    const first = new Promise<never>((_, fail) => {
        reject = fail;
    });
    const take = (error: unknown) => {
        failures.push(error);
        reject(error);
    };
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", take);
    const end = async () => {
        // Rejections are reported after the microtasks of the turn that they happen in.
        await new Promise((resolve) => setTimeout(resolve, 20));
        process.off("unhandledRejection", take);
        for (const other of others) {
            process.on("unhandledRejection", other);
        }
    };
    return { first, end };
}

async function resolve(exported: { [name: string]: unknown }): Promise<[{ [name: string]: unknown }, string[]]> {
    const outputs: { [name: string]: unknown } = {};
    const secrets: string[] = [];
    for (const [name, value] of Object.entries(exported)) {
        const output = pulumi.output(value) as pulumi.Output<unknown> & OutputInternals;
        outputs[name] = (await output.isKnown) ? await output.promise() : undefined;
        if (await pulumi.isSecret(output)) {
            secrets.push(name);
        }
    }
    return [outputs, secrets];
}

/** What the SDK itself resolves an Output with; `apply` never calls back for an unknown one. */
interface OutputInternals {
    isKnown: Promise<boolean>;
    promise(): Promise<unknown>;
}
