import { shellWord } from "./word";

/** Where build tools and inputs are mounted while a step runs; nothing of it is left in a layer. */
export const mountRoot = "/run/python-image";

/**
 * A layer keeps the empty directories that mounts were put on, with the time of the build: so all of them are put below
 * a directory that every image has, in a file system of their own.
 */
export const scratchMount = "--mount=type=tmpfs,target=/run";

/** A file or directory of the staged context or of another stage, bound into a RUN step. */
export interface BindMount {
    /** Path in the staged context, or in the stage `from`. */
    source: string;
    target: string;
    from?: string;
    /** Whether the step may write; what it writes is thrown away. */
    writable?: boolean;
}

/** Mounts of every step that runs one of the staged tools. */
export const toolMounts: BindMount[] = [{ source: "tools", target: `${mountRoot}/tools` }];

/** One RUN instruction. */
export interface RunStep {
    /** What the step does, in plain words: shown where it fails. */
    title: string;
    binds: BindMount[];
    /** Paths of caches that outlive the build, each with the name it is shared by. */
    caches?: { id: string; target: string }[];
    /** Shell commands, run until the first that fails. */
    commands: string[];
}

/** The text of a RUN instruction, its title first so that the log of a build names it. */
export function renderRun(step: RunStep): string {
    const caches = step.caches ?? [];
    const mounts = [
        ...caches.map(({ id, target }) => `--mount=type=cache,id=python-image-${id},target=${target}`),
        ...step.binds.map(renderBind),
    ];
    const commands = [`: ${shellWord(step.title)}`, ...step.commands];
    return instruction(mounts, commands.join(" \\\n && "));
}

/** The text of a RUN instruction for one command in exec form: it needs no shell. */
export function renderCommand(binds: BindMount[], command: string[]): string {
    return instruction(binds.map(renderBind), JSON.stringify(command));
}

function instruction(mounts: string[], what: string): string {
    return `RUN ${[scratchMount, ...mounts].join(" \\\n    ")} \\\n    ${what}`;
}

function renderBind({ source, target, from, writable }: BindMount): string {
    const origin = from === undefined ? "" : `from=${from},`;
    return `--mount=type=bind,${origin}source=${source},target=${target}${writable ? ",rw" : ""}`;
}
