import { dirname, resolve } from "node:path";
import type Docker from "dockerode";
import { runContainer } from "./container";

/** What locks a project, by the name of its lock file. */
const lockers: { [file: string]: { tool: string; command: string } } = {
    "uv.lock": { tool: "uv", command: "uv lock --python python3" },
    "pylock.toml": { tool: "uv", command: "uv pip compile -q requirements.in --format pylock.toml -o pylock.toml" },
    "hashed.txt": { tool: "uv", command: "uv pip compile -q requirements.in --generate-hashes -o hashed.txt" },
    "poetry.lock": { tool: "poetry", command: "poetry lock" },
    "Pipfile.lock": { tool: "pipenv", command: "pipenv lock" },
};

/** Locks a project with the tool that its lock file belongs to, in a container; the lock file lies beside it then. */
export async function lockProject(docker: Docker, file: string): Promise<void> {
    const name = file.slice(file.lastIndexOf("/") + 1);
    const locker = lockers[name];
    if (locker === undefined) {
        throw new Error(`lockProject: expected one of ${Object.keys(lockers).join(", ")}, got ${name}.`);
    }
    await runTool(docker, dirname(file), locker.tool, locker.command);
}

/** Builds a wheel of the project in a directory, below which it lies then in `wheels/`. */
export async function buildWheel(docker: Docker, directory: string, project: string): Promise<void> {
    await runTool(docker, directory, "build", `python -m build -q --wheel --outdir wheels ${project}`);
}

/** Runs a command in a directory, in a container that has the tool, and Python's own as `python`. */
async function runTool(docker: Docker, directory: string, tool: string, command: string): Promise<void> {
    const script = [
        "set -e",
        "export SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt PIP_CERT=/etc/ssl/certs/ca-certificates.crt",
        "export REQUESTS_CA_BUNDLE=$SSL_CERT_FILE PIP_DISABLE_PIP_VERSION_CHECK=1 PIPENV_VERBOSITY=-1",
        `python3 -m venv /tmp/tool && /tmp/tool/bin/pip install -q ${tool}`,
        `cd /project && PATH=/tmp/tool/bin:$PATH ${command}`,
    ].join("\n");
    const run = await runContainer(docker, "python:3.13-slim", ["sh", "-c", script], {
        HostConfig: { Binds: [`${resolve(directory)}:/project`, "python-image-tests-cache:/root/.cache"] },
    });
    if (run.exitCode !== 0) {
        throw new Error(`${command}: ${run.stderr}${run.stdout}`);
    }
}
