import * as path from "node:path/posix";
import type { Problems } from "./problem";
import type { ProjectFiles } from "./project-files";
import { readToml, type Table, table } from "./tables";

/** The versions of its installer that a project accepts. */
export interface InstallerDemand {
    tool: "uv" | "poetry";
    /** As it stands in the project: `">=0.8,<0.9"`, `"==0.9.2"`, `"<2.3"`, or a version alone. */
    spec: string;
    /** The file that says so, relative to the program. */
    file: string;
}

/**
 * What a project in `directory` demands of uv: `required-version` of `uv.toml`, or of `[tool.uv]`, which uv ignores beside a
 * `uv.toml`. Source: https://docs.astral.sh/uv/reference/settings/#required-version
 */
export function uvDemand(
    directory: string,
    project: Table,
    files: ProjectFiles,
    problems: Problems,
): InstallerDemand | undefined {
    const own = path.join(directory, "uv.toml");
    return files.kind(own) === "file"
        ? demand("uv", readToml(own, files, problems)["required-version"], own)
        : demand("uv", table(table(project, "tool"), "uv")["required-version"], path.join(directory, "pyproject.toml"));
}

/** What a project demands of Poetry. Source: https://python-poetry.org/docs/pyproject/#requires-poetry */
export function poetryDemand(directory: string, project: Table): InstallerDemand | undefined {
    const spec = table(table(project, "tool"), "poetry")["requires-poetry"];
    return demand("poetry", spec, path.join(directory, "pyproject.toml"));
}

function demand(tool: InstallerDemand["tool"], spec: unknown, file: string): InstallerDemand | undefined {
    return typeof spec === "string" && spec.trim() !== "" ? { tool, spec: spec.trim(), file } : undefined;
}
