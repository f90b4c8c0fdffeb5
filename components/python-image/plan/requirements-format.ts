import * as path from "node:path/posix";
import type { DependencyFormat } from "./dependencies";
import type { Problems } from "./problem";
import type { ProjectFiles } from "./project-files";

const formats: { [name: string]: DependencyFormat } = {
    "uv.lock": "uv",
    "poetry.lock": "poetry",
    "Pipfile.lock": "pipenv",
    "pyproject.toml": "pyproject",
};

/** Files that say what a project needs in a way that is not read here, and what to name instead. */
const others: { [name: string]: string } = {
    "pdm.lock":
        "Give what `pdm export --format pylock -o pylock.toml` writes, or lock with `pdm lock --format pylock`.",
    Pipfile: "Give `Pipfile.lock`, which `pipenv lock` writes.",
    "setup.py": "Give a requirements file beside it with the line `.`: the project is installed with what it needs.",
    "setup.cfg":
        "Give a requirements file beside it with the line `.`: the project is installed with what it needs. Installers take it for a " +
        'project only with a `setup.py` or `pyproject.toml` beside it: `[build-system] requires = ["setuptools"]` is enough.',
    "pixi.lock":
        "Give a requirements file, or a lock file of uv: packages of conda cannot be installed into the image.",
    "environment.yml": "Give what `pip list --format=freeze` prints in that environment, as a requirements file.",
    "environment.yaml": "Give what `pip list --format=freeze` prints in that environment, as a requirements file.",
    "conda-lock.yml": "Give what `pip list --format=freeze` prints in that environment, as a requirements file.",
};

/** In a project's directory, what can be named, best first. */
const candidates = ["uv.lock", "poetry.lock", "Pipfile.lock", "pylock.toml", "requirements.txt", "pyproject.toml"];

/** How the requirements in `file` are given, told by its name; what is none is noted. */
export function requirementsFormat(
    file: string,
    files: ProjectFiles,
    problems: Problems,
): DependencyFormat | undefined {
    const name = path.basename(file);
    const known = "a requirements file, `pyproject.toml`, `pylock.toml`, `uv.lock`, `poetry.lock` or `Pipfile.lock`";
    if (others[name] !== undefined) {
        problems.add("requirements", known, file, others[name]);
        return undefined;
    }
    if (files.kind(file) === "directory") {
        const holds = (one: string) => files.kind(path.join(file, one)) === "file";
        const present = candidates.find(holds);
        const other = Object.keys(others).find(holds) ?? "";
        const remedy =
            present === undefined
                ? (others[other] ?? "It holds none of these.")
                : `Name the file: \`requirements: "${path.join(file, present)}"\`.`;
        problems.add("requirements", known, { phrase: `${file}, which is a directory` }, remedy);
        return undefined;
    }
    const format = /^pylock(\.[^.]+)?\.toml$/.test(name) ? "pylock" : formats[name];
    // A missing file without an ending is reported as such, by the reader of requirements files.
    const isText = /\.(txt|in|lock|pip|reqs?)$/.test(name) || path.extname(name) === "";
    const isOther = format === undefined && (!isText || (name.endsWith(".lock") && isStructured(file, files)));
    if (isOther) {
        const script = /^(.*\.py)(?:\.lock)?$/.exec(name)?.[1];
        const remedy =
            script === undefined
                ? "The kind of file is told apart by its name."
                : `Give what \`uv export --script ${script} -o requirements.txt\` writes.`;
        problems.add("requirements", known, file, remedy);
    }
    return isOther ? undefined : (format ?? "requirements");
}

/** Whether a file with the ending of lock files is one of tables, as no requirements file is. */
function isStructured(file: string, files: ProjectFiles): boolean {
    return (
        files.kind(file) === "file" &&
        /^\s*(\{|\[\[?[\w.-]+\]|[\w-]+\s*=\s*["\d[{]|[\w-]+:(\s|$))/m.test(files.text(file))
    );
}
