import * as path from "node:path/posix";
import type { ImageShape } from "../../components/python-image/args";
import type { BuildPlan } from "../../components/python-image/plan/build-plan";
import { Problems } from "../../components/python-image/plan/problem";
import type { ProjectFiles } from "../../components/python-image/plan/project-files";
import { resolvePlan } from "../../components/python-image/plan/resolve-plan";

/** Texts of files by their path relative to the program. Their directories exist too. */
export type Texts = { [path: string]: string };

/** A program's folder that lies in memory. */
export function filesOf(texts: Texts): ProjectFiles {
    const byPath = new Map(Object.entries(texts).map(([name, text]) => [path.normalize(name), text]));
    const below = (directory: string) => (directory === "." ? "" : `${directory}/`);
    const isAbove = (directory: string) => (name: string) =>
        directory === "." ? !name.startsWith("../") : name.startsWith(`${directory}/`);
    return {
        kind(name) {
            const at = path.normalize(name).replace(/(.)\/$/, "$1");
            const isDirectory = [...byPath.keys()].some(isAbove(at));
            return byPath.has(at) ? "file" : isDirectory ? "directory" : "missing";
        },
        text(name) {
            const text = byPath.get(path.normalize(name));
            if (text === undefined) {
                throw new Error(`${name}: expected one of ${[...byPath.keys()].join(", ")}`);
            }
            return text;
        },
        names(name) {
            const at = path.normalize(name);
            const inside = [...byPath.keys()].filter(isAbove(at));
            return [...new Set(inside.map((one) => one.slice(below(at).length).split("/", 1)[0] as string))].sort();
        },
    };
}

/** The plan of arguments without mistakes. */
export function planOf(args: ImageShape, texts: Texts = {}): BuildPlan {
    const problems = new Problems();
    const plan = resolvePlan(args, filesOf(texts), problems);
    if (problems.messages.length > 0) {
        throw new Error(problems.messages.join("\n"));
    }
    return plan;
}

/** Every message about arguments with mistakes. */
export function problemsOf(args: ImageShape, texts: Texts = {}): string[] {
    const problems = new Problems();
    resolvePlan(args, filesOf(texts), problems);
    return problems.messages;
}
