import * as fs from "node:fs";
import type { ProjectFiles } from "../plan/project-files";
import { decoded } from "./encoding";

/** The program's folder, which Pulumi makes the working directory. */
export const diskFiles: ProjectFiles = {
    kind: (path) => {
        const stat = fs.statSync(path, { throwIfNoEntry: false });
        return stat === undefined ? "missing" : stat.isDirectory() ? "directory" : "file";
    },
    text: (path) => decoded(fs.readFileSync(path)),
    names: (path) => fs.readdirSync(path).sort(),
};
