import type Docker from "dockerode";
import { connectEngine } from "../../components/engine/connect";
import { PythonImage, type PythonImageArgs } from "../../components/index";
import { type ProgramRun, type RunOptions, runProgram } from "../../setup/in-process/run-program";
import { sharedMachine } from "./machine";
import { processDirectory, writeTree } from "./tree";

/** A folder in which programs are run against the engine and the registry that the tests share. */
export interface LiveProgram {
    directory: string;
    /** Where repositories of this run lie: the registry's host and port, and mostly a path. */
    registry: string;
    docker: Docker;
    /** Address of what the registry tells of a repository that lies there: of `manifests/latest`, for example. */
    api(repository: string, what: string): string;
    /** Writes files, by their paths in the folder. */
    write(files: { [path: string]: string }): void;
    /**
     * Runs a program that declares one image, and exports all its outputs. Layers are compressed lightly unless the test says
     * how: most tests do not ask how small an image is, and compressing takes long.
     */
    up(name: string, args: PythonImageArgs, options?: RunOptions): Promise<ImageOutputs & { run: ProgramRun }>;
}

/** What a `PythonImage` gives, every Output resolved. */
export interface ImageOutputs {
    ref: string;
    digest: string;
    taggedRef: string;
    size: {
        compressedBytes: number;
        unpackedBytes: number;
        layers: { digest: string; compressedBytes: number; unpackedBytes: number }[];
    };
    packages: { name: string; version: string; bytes: number }[];
    dockerfile: string;
    contentHash: string;
    generation: number;
}

/** Compression of images whose size no test asks for. */
const lightly: Partial<PythonImageArgs> = { compressionLevel: 1 };
/** Compression as the component has it by default. */
export const asByDefault: Partial<PythonImageArgs> = {};
/** For images that are run, and whose way to a registry no test asks for. */
export const onEngine: Partial<PythonImageArgs> = { push: false };

/**
 * Makes a fresh program folder the working directory of this process.
 *
 * @param published how the images that it builds are published
 */
export async function liveProgram(
    files: { [path: string]: string } = {},
    published: Partial<PythonImageArgs> = lightly,
): Promise<LiveProgram> {
    const machine = await sharedMachine();
    process.env.DOCKER_HOST = machine.engine.host;
    const directory = processDirectory("live");
    process.chdir(directory);
    const program: LiveProgram = {
        directory,
        registry: machine.registry,
        docker: connectEngine(machine.engine.host),
        api: (repository, what) => `http://${`${machine.registry}/${repository}/${what}`.replace("/", "/v2/")}`,
        write: (added) => writeTree(directory, added),
        up: async (name, args, options) => {
            const shape = args.compression === undefined ? published : asByDefault;
            const run = await runProgram(() => ({ ...new PythonImage(name, { ...shape, ...args }) }), options);
            return { ...(run.outputs as unknown as ImageOutputs), run };
        },
    };
    program.write(files);
    return program;
}
