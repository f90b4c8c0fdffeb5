import { resolve } from "node:path";
import type Docker from "dockerode";
import { runContainer } from "./container";

/** Builds a wheel of the project in a directory, below which it lies then in `wheels/`; in a container. */
export async function buildWheel(docker: Docker, directory: string, project: string): Promise<void> {
    const script = [
        "set -e",
        "export PIP_CERT=/etc/ssl/certs/ca-certificates.crt PIP_DISABLE_PIP_VERSION_CHECK=1",
        "python3 -m venv /tmp/tool",
        `cd /project && /tmp/tool/bin/pip wheel -q --no-deps --wheel-dir wheels ${project}`,
    ].join("\n");
    const run = await runContainer(docker, "python:3.13-slim", ["sh", "-c", script], {
        HostConfig: { Binds: [`${resolve(directory)}:/project`, "python-image-tests-cache:/root/.cache"] },
    });
    if (run.exitCode !== 0) {
        throw new Error(`pip wheel ${project}: ${run.stderr}${run.stdout}`);
    }
}
