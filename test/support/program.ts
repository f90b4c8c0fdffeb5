import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { takeBuild } from "../../components/python-image/image-hooks";
import { inDirectory, type Tree, temporaryDirectory, writeTree } from "./tree";

/** A resource as a program registered it. */
export interface Registered {
    type: string;
    name: string;
    /** Type and name of the parent: `python-image:index:PythonImage api`. Empty for the stack. */
    parent: string;
    /** Inputs; `Secret` and `unknown` stand where the engine is told so. */
    inputs: unknown;
    /** Type and name of the provider, if it has one of its own. */
    provider: string;
    replacementTrigger: unknown;
}

/** An input that is a secret. */
export class Secret {
    constructor(readonly value: unknown) {}
}

/** An input that is not known yet. */
export const unknown = Symbol("unknown");

/** How a program is run. */
export interface MockOptions {
    preview?: boolean;
    /** Files of the checkout; the program runs in its folder `program`. */
    tree?: Tree;
    /** What the Docker provider answers for each image, by its name: where it lies after it was built and pushed. */
    repoDigests?: { [name: string]: string };
    /** What calls of functions answer. Defaults to nothing known. */
    call?: (args: pulumi.runtime.MockCallArgs) => unknown;
    /** Variables of the environment; proxies are unset. */
    environment?: { [name: string]: string };
    /** Whether images count as built, so that they are read back. Defaults to true where there are `repoDigests`. */
    builds?: boolean;
}

/** What came of a program. */
export interface MockRun {
    /** Outputs, by name: their value, whether they are secret, and whether they are known. */
    outputs: { [name: string]: { value: unknown; secret: boolean; known: boolean } };
    resources: Registered[];
    calls: pulumi.runtime.MockCallArgs[];
    /** Where the program ran. */
    directory: string;
}

const proxies = ["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY"];

/**
 * Runs a program under Pulumi's mocks in a folder of its own. No engine can be reached, no login is stored.
 *
 * @throws the first error of the program or of an output
 */
export async function runUnderMocks(
    test: { after(done: () => void): void },
    program: () => { [name: string]: unknown },
    options: MockOptions = {},
): Promise<MockRun> {
    const checkout = temporaryDirectory(test);
    writeTree(checkout, { "program/Pulumi.yaml": "name: project\n", ...options.tree });
    setEnvironment(test, {
        ...Object.fromEntries(proxies.flatMap((name) => [name, name.toLowerCase()]).map((name) => [name, undefined])),
        DOCKER_HOST: "unix:///nowhere/docker.sock",
        DOCKER_CONFIG: join(checkout, "no-docker-config"),
        ...options.environment,
    });
    const run: MockRun = { outputs: {}, resources: [], calls: [], directory: join(checkout, "program") };
    await pulumi.runtime.setMocks(mocksOf(options, run), "project", "dev", options.preview ?? false, "acme");
    recordRegistrations(run.resources);
    const failures: unknown[] = [];
    const rejections = takeRejections(failures);
    const finish = async () => {
        await resolveOutputs(program(), run);
        await pulumi.runtime.disconnect();
    };
    await inDirectory(run.directory, async () => {
        // What depends on a resource that fails may never be resolved.
        await Promise.race([finish(), rejections.first]).catch((error) => failures.push(error));
        await rejections.end();
    });
    if (failures.length > 0) {
        // Pulumi still waits for resources that are never registered: new mocks make it forget them.
        await pulumi.runtime.setMocks(mocksOf({}, run));
        throw failures[0];
    }
    return run;
}

async function resolveOutputs(exported: { [name: string]: unknown }, run: MockRun): Promise<void> {
    for (const [name, value] of Object.entries(exported)) {
        const output = pulumi.output(value) as pulumi.Output<unknown> & Internals;
        const known = await output.isKnown;
        run.outputs[name] = { value: await output.promise(), secret: await pulumi.isSecret(output), known };
    }
}

/** Takes failures that nothing awaits as the program's own, as Pulumi's runtime does, until its end. */
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
        // Rejections are told of after the turn that they happen in.
        await new Promise((resolve) => setTimeout(resolve, 20));
        process.off("unhandledRejection", take);
        for (const other of others) {
            process.on("unhandledRejection", other);
        }
    };
    return { first, end };
}

/** Sets variables, or unsets them, until the end of the test. */
function setEnvironment(
    test: { after(done: () => void): void },
    variables: { [name: string]: string | undefined },
): void {
    for (const [name, value] of Object.entries(variables)) {
        const before = process.env[name];
        const set = (text: string | undefined) => {
            delete process.env[name];
            Object.assign(process.env, text === undefined ? {} : { [name]: text });
        };
        set(value);
        test.after(() => set(before));
    }
}

function mocksOf(options: MockOptions, run: MockRun): pulumi.runtime.Mocks {
    const { repoDigests = {}, builds = options.repoDigests !== undefined } = options;
    return {
        newResource({ type, name, inputs }) {
            if (builds && type === "docker:index/image:Image") {
                takeBuild(inputs.build.context);
            }
            const repoDigest = repoDigests[name];
            return { id: `${name}-id`, state: { ...inputs, ...(repoDigest === undefined ? {} : { repoDigest }) } };
        },
        call(args) {
            run.calls.push(args);
            return (options.call ?? (() => ({})))(args) as { [name: string]: unknown };
        },
    };
}

/** Writes down what the engine is asked to register, which mocks get to see only in part. */
function recordRegistrations(resources: Registered[]): void {
    const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, callback) => {
        const ofOwnPackage = request.getProvidersMap().get(request.getType().split(":", 1)[0] ?? "");
        resources.push({
            type: request.getType(),
            name: request.getName(),
            parent: ofUrn(request.getParent()),
            inputs: marked(request.getObject().toJavaScript()),
            provider: ofUrn(request.getProvider() || ofOwnPackage || ""),
            replacementTrigger: marked(request.getReplacementTrigger()?.toJavaScript()),
        });
        return register(request, callback);
    };
}

/** Type and name of a resource, from its URN: `urn:pulumi:dev::project::parent$type::name`. */
function ofUrn(urn: string): string {
    const [, , types = "", name = ""] = urn.split("::");
    return `${types.split("$").pop()} ${name}`.trim();
}

/** The inputs of a program's only image. */
export function imageInputs({ resources }: MockRun): unknown {
    return resources.find(({ type }) => type === "docker:index/image:Image")?.inputs;
}

/** What the SDK itself resolves an Output with. */
interface Internals {
    isKnown: Promise<boolean>;
    promise(): Promise<unknown>;
}

/** What the SDK itself registers resources with. */
interface Monitor {
    registerResource(request: RegisterRequest, callback: unknown): unknown;
}

interface RegisterRequest {
    getType(): string;
    getName(): string;
    getParent(): string;
    getProvider(): string;
    getProvidersMap(): Map<string, string>;
    getObject(): { toJavaScript(): unknown };
    getReplacementTrigger(): { toJavaScript(): unknown } | undefined;
}

function marked(value: unknown): unknown {
    if (value === pulumi.runtime.unknownValue) {
        return unknown;
    }
    if (Array.isArray(value)) {
        return value.map(marked);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    if (pulumi.runtime.specialSigKey in value) {
        return new Secret(marked((value as { value?: unknown }).value));
    }
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, marked(one)]));
}
