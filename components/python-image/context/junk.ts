import * as fs from "node:fs";
import * as path from "node:path";

/** Names that are never part of an application: histories, caches, environments, secrets, this component's own files. */
const junk = new Set([
    ".git",
    ".hg",
    ".svn",
    ".venv",
    ".env",
    ".envrc",
    "__pycache__",
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
    ".tox",
    ".nox",
    ".ipynb_checkpoints",
    ".DS_Store",
    ".idea",
    "node_modules",
    ".python-image",
    ".pulumi",
]);
/** A Pulumi project, and the configuration of its stacks, in which secrets are, though encrypted. */
const pulumiFile = /^Pulumi(\..+)?\.ya?ml$/;
const examples = /^\.env\.(example|sample|template|dist)$/;

/** Whether a file or directory of this name is never staged. */
export function isJunk(name: string): boolean {
    return (
        junk.has(name) ||
        pulumiFile.test(name) ||
        (name.startsWith(".env.") && !examples.test(name)) ||
        name.endsWith(".pyc")
    );
}

/** Whether a directory is a virtual environment. */
export function isEnvironment(directory: string): boolean {
    return fs.existsSync(path.join(directory, "pyvenv.cfg"));
}

/**
 * Whether something at the top of a project is the output of a build of it, which another build would take in: `build/`,
 * `dist/`, `*.egg-info`. A package that is called so is none.
 */
export function isBuildOutput(root: string, relative: string): boolean {
    const isNamedSo = ["build", "dist"].includes(relative) || /^(src\/)?[^/]+\.egg-info$/.test(relative);
    return isNamedSo && !fs.existsSync(path.join(root, relative, "__init__.py"));
}
