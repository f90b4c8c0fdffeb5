import assert from "node:assert/strict";
import { test } from "node:test";
import { connectEngine } from "../../../components/engine/connect";
import { runContainer } from "../../support/container";
import { type Machine, sharedBase, sharedMachine } from "../../support/machine";

/** What `docker images` shows for the official images, in bytes. */
const OFFICIAL_SIZES = { "python:3.13-slim": 116e6, "python:3.13": 1.02e9 };

const SCRIPT = `set -e
python --version
python3 -m pip --version
pip install --quiet --root-user-action=ignore six
python3 -m venv /tmp/venv && /tmp/venv/bin/pip --version
test -s /etc/ssl/certs/ca-certificates.crt
apt-get update >/dev/null && apt-get install --yes --no-install-recommends bc >/dev/null
test -z "$(ls /var/cache/apt/archives/*.deb 2>/dev/null)"
echo 2+2 | bc`;

async function standIn(image: string): Promise<{ machine: Machine; skip: string | undefined }> {
    const machine = await sharedMachine();
    return { machine, skip: (await sharedBase(image)) ? undefined : `${image} is the official image` };
}

for (const [image, official] of Object.entries(OFFICIAL_SIZES)) {
    test(`the stand-in for ${image} is as large as the official image, give or take a tenth`, async (t) => {
        const { machine, skip } = await standIn(image);
        if (skip !== undefined) return t.skip(skip);
        const { Size: size } = await connectEngine(machine.engine.host).getImage(image).inspect();
        assert.ok(Math.abs(size / official - 1) <= 0.1, `${size} bytes, the official one ${official}`);
    });
}

for (const image of ["python:3.13-slim", "python:3.11-slim", "python:3.13"]) {
    test(`in the stand-in for ${image} Python, pip, venv and apt work as in the official image`, async (t) => {
        const { machine, skip } = await standIn(image);
        if (skip !== undefined) return t.skip(skip);
        const docker = connectEngine(machine.engine.host);
        const { exitCode, stdout, stderr } = await runContainer(docker, image, ["sh", "-c", SCRIPT]);
        assert.equal(exitCode, 0, stderr);
        const version = /^python:(\d+\.\d+)/.exec(image)?.[1];
        assert.match(stdout, new RegExp(`^Python ${version?.replace(".", "\\.")}\\.\\d+\npip [^]*\n4\n$`));
    });
}

test("a slim stand-in has no perl but the smallest, no compiler, no documentation and no package lists", async (t) => {
    const { machine, skip } = await standIn("python:3.11-slim");
    if (skip !== undefined) return t.skip(skip);
    const script =
        "dpkg -l perl gcc 2>/dev/null | grep ^ii; ls /var/lib/apt/lists | grep -v -e lock -e partial; find /usr/share/doc -type f";
    const { stdout } = await runContainer(connectEngine(machine.engine.host), "python:3.11-slim", ["sh", "-c", script]);
    assert.equal(stdout, "");
});
