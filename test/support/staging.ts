import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { ImageShape } from "../../components/python-image/args";
import { checkArgs } from "../../components/python-image/check-args";
import { type StagedContext, stageContext } from "../../components/python-image/context/stage-context";
import { inDirectory, type Tree, temporaryDirectory, writeTree } from "./tree";

/** A program's folder on disk, in which contexts can be staged. */
export interface ProgramFolder {
    path: string;
    /** Stages the context of a component in it. */
    stage(args: ImageShape, name?: string, stack?: string): Promise<StagedContext>;
}

/** A checkout that holds `tree`, with a program in the folder `program`. */
export function programFolder(test: { after(done: () => void): void }, tree: Tree, program = "program"): ProgramFolder {
    const checkout = temporaryDirectory(test);
    const path = join(checkout, program);
    mkdirSync(path);
    writeTree(checkout, tree);
    return {
        path,
        stage: (args, name = "api", stack = "dev") =>
            inDirectory(path, () => stageContext(checkArgs(name, { repository: "r/api", ...args }), stack, name)),
    };
}
