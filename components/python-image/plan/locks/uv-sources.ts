import * as path from "node:path/posix";
import type { Remote } from "../dependencies";
import { mayHold } from "../markers/judge";
import { normalizedName } from "../requirements-file";
import { type Table, table } from "../tables";
import type { LaidProject } from "./laid-out";
import type { LockFile } from "./lock-file";
import type { Edge } from "./locked-package";

/** Where `[tool.uv.sources]` takes packages from that are asked for. */
export interface UvSources {
    /** Normalised names of those that come from paths. */
    local: string[];
    projects: LaidProject[];
    remotes: Remote[];
}

/**
 * What `[tool.uv.sources]` says of what is asked for.
 * Source: https://docs.astral.sh/uv/concepts/projects/dependencies/#dependency-sources
 */
export function uvSources(file: LockFile, project: Table, asked: Edge[]): UvSources {
    const found: UvSources = { local: [], projects: [], remotes: [] };
    for (const [key, value] of Object.entries(table(table(table(project, "tool"), "uv"), "sources"))) {
        const name = normalizedName(key);
        for (const one of Array.isArray(value) ? value : [value]) {
            const source = table({ one }, "one");
            const isLocal = typeof source.path === "string" || source.workspace === true;
            if (isLocal && !found.local.includes(name)) {
                found.local.push(name);
            }
            const marker = typeof source.marker === "string" ? source.marker : undefined;
            if (asked.some((edge) => edge.name === name) && mayHold(marker, file.environment)) {
                add(found, name, source, file);
            }
        }
    }
    return found;
}

function add(
    found: UvSources,
    name: string,
    source: Table,
    { path: manifest, directory, files, problems }: LockFile,
): void {
    const where = `requirements (${manifest}, ${name})`;
    if (source.workspace === true) {
        const remedy = "Give the workspace's `uv.lock` as `requirements`, and this project's name as `member`.";
        problems.add(
            where,
            "a package that needs no other member of a workspace",
            { phrase: "workspace = true" },
            remedy,
            "PI1205",
        );
    } else if (typeof source.path === "string") {
        const from = path.isAbsolute(source.path) ? source.path : path.join(directory, source.path);
        if (files.kind(from) === "missing") {
            const got = { phrase: `${from}, which does not exist` };
            problems.add(
                where,
                "a local project or archive",
                got,
                "Paths count from the file that names them.",
                "PI1217",
            );
            return;
        }
        found.projects.push({ from });
    } else if (typeof source.git === "string") {
        found.remotes.push({ where, url: `git+${source.git}` });
    }
}

/** Addresses that stand in specifiers themselves: `name @ git+https://…`. */
export function sourcedRemotes(specifiers: string[]): Remote[] {
    return specifiers.flatMap((one) => {
        const [, name, url] = /^\s*([\w.-]+)[^@;]*@\s*([a-z+]+:\/\/[^\s;]+)/i.exec(one) ?? [];
        return url === undefined ? [] : [{ where: `requirements (${name})`, url }];
    });
}
