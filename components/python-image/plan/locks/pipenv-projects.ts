import * as path from "node:path/posix";
import { mayHold } from "../markers/judge";
import { normalizedName } from "../requirements-file";
import { readToml, type Table, table } from "../tables";
import type { LaidProject } from "./laid-out";
import type { LockFile } from "./lock-file";

/** A project or archive of the user's own in a `Pipfile.lock`. */
export interface PipenvProject extends LaidProject {
    /** Its key in the lock file. */
    key: string;
    /** Normalised name, of its `pyproject.toml` where that tells one. */
    name: string;
    /** Its `pyproject.toml`; empty where there is none. */
    manifest: Table;
}

/** The local projects of some categories. */
export function pipenvProjects(file: LockFile, categories: Table[]): PipenvProject[] {
    const { directory, environment, files, problems } = file;
    const found = new Map<string, PipenvProject>();
    for (const [key, value] of categories.flatMap(Object.entries)) {
        const entry = table({ value }, "value");
        const relative = entry.path ?? entry.file;
        const isLocal = typeof relative === "string" && !/^[a-z+]+:\/\//i.test(relative);
        if (!isLocal || !mayHold(typeof entry.markers === "string" ? entry.markers : undefined, environment)) {
            continue;
        }
        const from = path.join(directory, relative.replace(/\/$/, ""));
        if (files.kind(from) === "missing") {
            const got = { phrase: `${from}, which does not exist` };
            problems.add(
                `requirements (${key})`,
                "the local project that the lock file names",
                got,
                "Run `pipenv lock`.",
            );
            continue;
        }
        const at = path.join(from, "pyproject.toml");
        const manifest = files.kind(at) === "file" ? readToml(at, files, problems) : {};
        const name = table(manifest, "project").name ?? table(table(manifest, "tool"), "poetry").name ?? key;
        const extras = Array.isArray(entry.extras) && entry.extras.length > 0 ? `[${entry.extras.join(",")}]` : "";
        found.set(key, { key, name: normalizedName(String(name)), manifest, from, suffix: extras });
    }
    return [...found.values()];
}
