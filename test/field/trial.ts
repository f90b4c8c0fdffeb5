import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type Docker from "dockerode";
import { Bytecode, Prune, PythonImage, type PythonImageArgs, Strategy } from "../../components/index";
import { runProgram } from "../../setup/in-process/run-program";
import { runContainer } from "../support/container";

const SCRIPT = "differential.py";

/** Test suites that are parts of packages: most need what is not installed, and pruning removes them on purpose. */
const TEST_SUITES = "[.](tests?|conftest)([.]|$)";

/** What is built: packages by name, or a lock file. */
export type FieldInput = Pick<PythonImageArgs, "packages" | "requirements" | "pythonVersion">;

/** What the import of every module showed of an image, held against the same environment before pruning. */
export interface Difference {
    /** How many modules were imported before pruning, and are still there. */
    imported: number;
    /** Those of them that fail now, with the reason. */
    lost: { [module: string]: string };
    /** Modules that are gone, other than test suites. */
    removed: string[];
}

/** An image that was built and tried. */
export interface TriedImage extends Difference {
    unpackedBytes: number;
    /** What the proof noted. */
    warnings: string[];
}

/** One environment in the two forms that are compared with what it was before pruning. */
export interface Trial {
    defaults: TriedImage;
    minimal: TriedImage;
}

/** Built in this order; the installation is shared. */
const FORMS = {
    before: { prune: Prune.None, bytecode: Bytecode.None, importCheck: [] },
    defaults: {},
    minimal: { strategy: Strategy.Minimal },
};

type Form = keyof typeof FORMS;

interface BuiltImage {
    ref: string;
    size: { unpackedBytes: number };
    warnings?: string[];
}

/**
 * Builds an environment unpruned, with defaults and with Minimal, imports every module in each, and compares.
 *
 * @throws the component's error, if one of the images is refused
 */
export async function tryEnvironment(docker: Docker, name: string, input: FieldInput): Promise<Trial> {
    const built: Partial<Record<Form, BuiltImage>> = {};
    try {
        for (const form of Object.keys(FORMS) as Form[])
            built[form] = await build(`${name}-${form}`, { ...input, ...FORMS[form] });
        const { before, defaults, minimal } = built as Record<Form, BuiltImage>;
        const imported = await importAll(docker, before.ref);
        const tried = async ({ ref, size, warnings = [] }: BuiltImage): Promise<TriedImage> => {
            const difference = await compare(imported, await importAll(docker, ref, { before: imported }));
            const lost = await importedAlone(docker, before.ref, difference.lost);
            return { unpackedBytes: size.unpackedBytes, warnings, ...difference, lost };
        };
        return { defaults: await tried(defaults), minimal: await tried(minimal) };
    } finally {
        for (const { ref } of Object.values(built))
            await docker
                .getImage(ref)
                .remove({ force: true })
                .catch(() => undefined);
    }
}

async function build(name: string, args: Partial<PythonImageArgs>): Promise<BuiltImage> {
    const image = { repository: `field/${name}`, push: false, ...args };
    const run = await runProgram(() => {
        const { ref, size, warnings } = new PythonImage(name, image) as PythonImage & { warnings?: unknown };
        return { ref, size, warnings };
    });
    return run.outputs as unknown as BuiltImage;
}

/** What differs between runs of `differential.py`. */
interface RunOptions {
    /** Report of another image: what has failed there is not tried by itself. */
    before?: string;
    /** Modules that are imported, each by itself. Defaults to all of the environment, many in one process. */
    modules?: string[];
}

/** The report of `differential.py run` in a container of the image, without a network, as its user. */
async function importAll(docker: Docker, image: string, { before, modules }: RunOptions = {}): Promise<string> {
    const files = { "before.json": before ?? "", "modules.txt": modules?.join("\n") ?? "" };
    return withFiles(files, async (folder) => {
        const known = before === undefined ? [] : ["--of", "/known/before.json"];
        const chosen = modules === undefined ? [] : ["--modules", "/known/modules.txt", "--batch", "1"];
        const options = ["--jobs", "2", "--skip", TEST_SUITES, ...known, ...chosen];
        const command = ["python", `/field/${SCRIPT}`, "run", ...options];
        const HostConfig = { Binds: [`${__dirname}:/field:ro`, `${folder}:/known:ro`] };
        const run = await runContainer(docker, image, command, { NetworkDisabled: true, HostConfig });
        if (run.exitCode !== 0)
            throw new Error(`${image}: expected that its modules can be imported, got: ${run.stderr}`);
        return run.stdout;
    });
}

/** Those of the lost modules that an image imports by themselves: some work only where others were imported before. */
async function importedAlone(docker: Docker, image: string, lost: Difference["lost"]): Promise<Difference["lost"]> {
    const modules = Object.keys(lost);
    if (modules.length === 0) return {};
    const { passed } = JSON.parse(await importAll(docker, image, { modules })) as { passed: string[] };
    return Object.fromEntries(Object.entries(lost).filter(([module]) => passed.includes(module)));
}

async function compare(before: string, after: string): Promise<Difference> {
    return withFiles({ "before.json": before, "after.json": after }, async (folder) => {
        const files = ["before.json", "after.json"].map((name) => join(folder, name)) as [string, string];
        const compared = promisify(execFile)("python3", [join(__dirname, SCRIPT), "compare", ...files], {
            maxBuffer: 1e9,
        });
        // Its exit code says that there are differences, its output which.
        const { stdout } = await compared.catch((error) => error as { stdout: string });
        const { imported, lost, removed } = JSON.parse(stdout) as Difference;
        return { imported, lost, removed };
    });
}

/** Does something with a folder that holds files, which everyone may read. */
async function withFiles<T>(files: { [name: string]: string }, work: (folder: string) => Promise<T>): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), "field-"));
    try {
        await chmod(folder, 0o755);
        for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
        return await work(folder);
    } finally {
        await rm(folder, { recursive: true });
    }
}
