import * as fs from "node:fs";
import type { ProjectFiles } from "../plan/project-files";

/** The program's folder, which Pulumi makes the working directory. */
export const diskFiles: ProjectFiles = {
    kind: (path) => {
        const stat = fs.statSync(path, { throwIfNoEntry: false });
        return stat === undefined ? "missing" : stat.isDirectory() ? "directory" : "file";
    },
    text: (path) => fs.readFileSync(path, "utf8"),
    names: (path) => fs.readdirSync(path).sort(),
};
