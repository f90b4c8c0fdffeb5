import * as fs from "node:fs";
import type { ProjectFiles } from "../plan/project-files";
import { decoded } from "./encoding";

/** The program's folder, which Pulumi makes the working directory. */
export const diskFiles: ProjectFiles = {
    kind: (path) => {
        try {
            return fs.statSync(path).isDirectory() ? "directory" : "file";
        } catch {
            // Links that lead round in a ring lead to nothing, too.
            return "missing";
        }
    },
    text: (path) => decoded(fs.readFileSync(path)),
    names: (path) => fs.readdirSync(path).sort(),
};
