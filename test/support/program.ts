import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { takeOnBuilds } from "../../components/python-image/image-hooks";
import { answeringEngine } from "./engine-stand-in";
import { type Registered, recordRegistrations } from "./registrations";
import { takeRejections } from "./rejections";
import { inDirectory, type Tree, temporaryDirectory, writeTree } from "./tree";

/** How a program is run. */
export interface MockOptions {
    preview?: boolean;
    /** Files of the checkout; the program runs in its folder `program`. */
    tree?: Tree;
    /** What the Docker provider answers for each image, by its name. */
    repoDigests?: { [name: string]: string };
    /** What calls of functions answer. Defaults to nothing known. */
    call?: (args: pulumi.runtime.MockCallArgs) => unknown;
    /** Variables of the environment; proxies are unset. */
    environment?: { [name: string]: string };
    /** Whether registries and engines are asked, as they are outside of tests. Defaults to false. */
    real?: boolean;
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

/** Variables by which no engine is reached. */
export const noEngine = { DOCKER_HOST: "unix:///nowhere/docker.sock" };

const proxies = ["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY"];

/**
 * Runs a program under Pulumi's mocks in a folder of its own. No login is stored; the engine has nothing, and without `real` there is
 * none.
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
        ...(options.real ? { DOCKER_HOST: await answeringEngine(test) } : noEngine),
        DOCKER_CONFIG: join(checkout, "no-docker-config"),
        ...options.environment,
    });
    const run: MockRun = { outputs: {}, resources: [], calls: [], directory: join(checkout, "program") };
    await pulumi.runtime.setMocks(mocksOf(options, run), "project", "dev", options.preview ?? false, "acme");
    recordRegistrations(run.resources);
    takeOnBuilds(options.real ?? false);
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
    takeOnBuilds(false);
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
    const { repoDigests = {} } = options;
    return {
        newResource({ name, inputs }) {
            const repoDigest = repoDigests[name];
            return { id: `${name}-id`, state: { ...inputs, ...(repoDigest === undefined ? {} : { repoDigest }) } };
        },
        call(args) {
            run.calls.push(args);
            return (options.call ?? (() => ({})))(args) as { [name: string]: unknown };
        },
    };
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
