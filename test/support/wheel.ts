import { execFileSync } from "node:child_process";
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

/** A wheel of one empty module. */
export function plainWheel(name: string, version: string): Buffer {
    const info = `${name}-${version}.dist-info`;
    const files = {
        [`${name}.py`]: "",
        [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`,
        [`${info}/WHEEL`]: "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        [`${info}/RECORD`]: `${name}.py,,\n${info}/METADATA,,\n${info}/WHEEL,,\n${info}/RECORD,,\n`,
    };
    const script = [
        "import io, json, sys, zipfile",
        "wheel = io.BytesIO()",
        "with zipfile.ZipFile(wheel, 'w') as archive:",
        "    for path, text in json.load(sys.stdin).items(): archive.writestr(path, text)",
        "sys.stdout.buffer.write(wheel.getvalue())",
    ].join("\n");
    return execFileSync("python3", ["-c", script], { input: JSON.stringify(files) });
}
