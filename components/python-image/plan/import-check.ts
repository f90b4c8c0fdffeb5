import { posix } from "node:path";
import type { ImageShape } from "../args";
import { knownValues, valuesOf } from "./late-value";
import type { ProjectFiles } from "./project-files";

/** The modules of `importCheck`, by where they are from. */
export interface ImportCheck {
    /** Those of the environment; undefined for the top-level modules of the requested packages. */
    environment: string[] | undefined;
    /** Those of `source`. */
    source: string[];
}

/**
 * Tells modules of `source` from those of the environment: the code comes later. Where all are of `source`, the
 * environment is proven as if none had been named.
 */
export function importCheckOf(args: ImageShape, files: ProjectFiles): ImportCheck {
    const named = args.importCheck;
    if (named === undefined || args.source === undefined) {
        return { environment: named, source: [] };
    }
    const roots = rootsOf(args, args.source);
    const source = named.filter((module) => roots.some((root) => holds(root, module, files)));
    const environment = named.filter((module) => !source.includes(module));
    return { environment: environment.length === 0 && source.length > 0 ? undefined : environment, source };
}

/**
 * The image's variables while the environment is proven: those that are known, but for what names a module of `source`,
 * such as DJANGO_SETTINGS_MODULE: the code comes later, and packages that read their settings would not find them.
 */
export function provenVariables(args: ImageShape, files: ProjectFiles): { [name: string]: string } {
    const known = knownValues(valuesOf("environment", args.environment));
    const { source } = args;
    if (source === undefined) {
        return known;
    }
    const roots = rootsOf(args, source);
    const namesSource = (value: string) =>
        /^[A-Za-z_][\w.]*(:[\w.]+)?$/.test(value) &&
        roots.some((root) => holds(root, value.split(":", 1)[0] as string, files));
    return Object.fromEntries(Object.entries(known).filter(([, value]) => !namesSource(value)));
}

/** Names of the image's variables that have no value while the environment is proven. */
export function lateVariables(args: ImageShape, files: ProjectFiles): string[] {
    const proven = provenVariables(args, files);
    return Object.keys(args.environment ?? {}).filter((name) => !(name in proven));
}

/** Directories on the program's disk that the application imports from: `source`, and what PYTHONPATH has of it. */
function rootsOf({ environment, workdir = "/app" }: ImageShape, source: string): string[] {
    const path = knownValues(valuesOf("environment", environment)).PYTHONPATH ?? "";
    const below = path
        .split(":")
        .map((directory) => posix.relative(workdir, posix.resolve(workdir, directory)))
        .filter((directory) => directory !== "" && !directory.startsWith(".."));
    return [source, ...below.map((directory) => `${source}/${directory}`)];
}

function holds(root: string, module: string, files: ProjectFiles): boolean {
    const top = `${root}/${module.split(".")[0]}`;
    return files.kind(top) === "directory" || files.kind(`${top}.py`) === "file";
}
