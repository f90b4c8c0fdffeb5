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

/** What is in a wheel beside its empty module. */
export interface WheelContent {
    /** What it requires, as in its metadata. Nothing by default. */
    requires?: string[];
    /** Bytes of a file of its module that nothing compresses. Defaults to none. */
    bytes?: number;
}

/** A wheel of one empty module. */
export function plainWheel(name: string, version: string, { requires = [], bytes = 0 }: WheelContent = {}): Buffer {
    const info = `${name}-${version}.dist-info`;
    const metadata = [`Name: ${name}`, `Version: ${version}`, ...requires.map((one) => `Requires-Dist: ${one}`)];
    const files = {
        [`${name}.py`]: "",
        [`${info}/METADATA`]: ["Metadata-Version: 2.1", ...metadata, ""].join("\n"),
        [`${info}/WHEEL`]: "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    };
    const data = bytes === 0 ? [] : [`${name}_data.bin`];
    const record = [...Object.keys(files), ...data, `${info}/RECORD`].map((path) => `${path},,\n`).join("");
    const script = [
        "import io, json, os, sys, zipfile",
        "files, data, size = json.load(sys.stdin)",
        "wheel = io.BytesIO()",
        "with zipfile.ZipFile(wheel, 'w') as archive:",
        "    for path, text in files.items(): archive.writestr(path, text)",
        "    for path in data: archive.writestr(path, os.urandom(size))",
        "sys.stdout.buffer.write(wheel.getvalue())",
    ].join("\n");
    const input = JSON.stringify([{ ...files, [`${info}/RECORD`]: record }, data, bytes]);
    return execFileSync("python3", ["-c", script], { input, maxBuffer: 2 * bytes + 1024 * 1024 });
}

/** The page of a package on an index, and its only wheel, which is a plain one, by their addresses. */
export function indexed(
    index: string,
    name: string,
    version: string,
    content?: WheelContent,
): { [address: string]: Buffer } {
    const file = `${name}-${version}-py3-none-any.whl`;
    const page = `${index}/${name.replaceAll("_", "-")}/`;
    const link = `<a href="${encodeURIComponent(file)}">${file}</a>`;
    return {
        [page]: Buffer.from(`<!DOCTYPE html><html><body>${link}</body></html>`),
        [`${page}${encodeURIComponent(file)}`]: plainWheel(name, version, content),
    };
}
