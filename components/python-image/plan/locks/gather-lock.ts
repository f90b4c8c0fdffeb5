import * as path from "node:path/posix";
import type { ImageShape } from "../../args";
import { type Dependencies, type DependencyFormat, noDependencies } from "../dependencies";
import type { MarkerEnvironment } from "../markers/environment";
import type { Problems } from "../problem";
import type { ProjectFiles } from "../project-files";
import { gatherPipenv } from "./gather-pipenv";
import { gatherPoetry } from "./gather-poetry";
import { gatherPylock } from "./gather-pylock";
import { gatherPyproject } from "./gather-pyproject";
import { gatherUv } from "./gather-uv";
import type { LockFile } from "./lock-file";

type LockFormat = Exclude<DependencyFormat, "specifiers" | "requirements">;

const readers: { [format in LockFormat]: (file: LockFile) => Dependencies } = {
    uv: gatherUv,
    poetry: gatherPoetry,
    pipenv: gatherPipenv,
    pylock: gatherPylock,
    pyproject: gatherPyproject,
};

/** What lies beside a lock file in its project, and is read with it. */
const companions: { [format in LockFormat]?: string } = {
    uv: "pyproject.toml",
    poetry: "pyproject.toml",
    pipenv: "Pipfile",
};

/** Lays out what of a lock file is installed, with the files of its project that the installer reads beside it. */
export function gatherLock(
    format: LockFormat,
    file: string,
    args: ImageShape,
    environment: MarkerEnvironment,
    files: ProjectFiles,
    problems: Problems,
): Dependencies {
    const lock = path.normalize(file);
    const kind = files.kind(lock);
    if (kind !== "file") {
        const got = { phrase: kind === "missing" ? `${lock}, which does not exist` : `${lock}, which is a directory` };
        problems.add("requirements", "a lock file", got, "Give its path relative to the Pulumi program.");
        return { ...noDependencies, format };
    }
    const directory = path.dirname(lock);
    const companion = companions[format];
    if (companion !== undefined && files.kind(path.join(directory, companion)) !== "file") {
        const remedy = "Keep the lock file in its project.";
        problems.add("requirements", `${companion} beside ${lock}`, { phrase: "none" }, remedy);
        return { ...noDependencies, format };
    }
    return readers[format]({ path: lock, directory, args, environment, files, problems });
}
