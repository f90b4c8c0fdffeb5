import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { before, describe, it } from "node:test";
import { gunzipSync } from "node:zlib";
import { runContainer } from "../support/container";
import { asByDefault, type ImageOutputs, type LiveProgram, liveProgram } from "../support/live-program";
import { quickstartRequirements } from "../support/requirements";

describe("the main job: from a requirements file to a pushed image", () => {
    let program: LiveProgram;
    let image: ImageOutputs;

    before(async () => {
        program = await liveProgram(quickstartRequirements, asByDefault);
        image = await program.up("main", { repository: `${program.registry}/main` });
    });

    /** The manifest, read by means of this test's own. */
    async function manifest(reference: string): Promise<{ digest: string; body: Manifest }> {
        const answer = await fetch(program.api("main", `manifests/${reference}`), {
            headers: { accept: "application/vnd.oci.image.manifest.v1+json" },
        });
        const bytes = Buffer.from(await answer.arrayBuffer());
        assert.equal(answer.status, 200, bytes.toString());
        return {
            digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}`,
            body: JSON.parse(bytes.toString()),
        };
    }

    it("gives the digest that the registry has for the tag", async () => {
        const tag = image.taggedRef.slice(image.taggedRef.lastIndexOf(":") + 1);
        assert.match(tag, /^py-[0-9a-f]{12}$/);
        assert.equal(tag, `py-${image.contentHash.slice(0, 12)}`);
        assert.equal((await manifest(tag)).digest, image.digest);
        assert.equal(image.ref, `${program.registry}/main@${image.digest}`);
    });

    it("gives the sizes that an independent reader finds", async () => {
        const { body } = await manifest(image.digest);
        const compressed = body.layers.reduce((sum, layer) => sum + layer.size, body.config.size);
        assert.equal(image.size.compressedBytes, compressed);
        let unpacked = 0;
        for (const [place, layer] of body.layers.entries()) {
            const blob = await fetch(program.api("main", `blobs/${layer.digest}`));
            const bytes = gunzipSync(Buffer.from(await blob.arrayBuffer())).length;
            assert.deepEqual(image.size.layers[place], {
                digest: layer.digest,
                compressedBytes: layer.size,
                unpackedBytes: bytes,
            });
            unpacked += bytes;
        }
        assert.equal(image.size.unpackedBytes, unpacked);
    });

    it("runs what was asked for, without a shell and not as root", async () => {
        const imports = [
            "python",
            "-c",
            "import pandas, numpy, matplotlib, requests, plotly; print(numpy.__version__)",
        ];
        const run = await runContainer(program.docker, image.ref, imports);
        assert.deepEqual([run.exitCode, run.stdout], [0, "2.4.6\n"], run.stderr);
        assert.equal((await runContainer(program.docker, image.ref, ["id", "-u"])).stdout, "10001\n");
        const pip = await runContainer(program.docker, image.ref, ["python", "-c", "import pip"]);
        assert.match(pip.stderr, /No module named 'pip'/);
    });

    it("lists the packages, which add up to the environment", async () => {
        assert.ok(image.packages.length >= 20, JSON.stringify(image.packages));
        const run = await runContainer(program.docker, image.ref, ["python", "-c", sumOfFiles]);
        const sum = image.packages.reduce((total, one) => total + one.bytes, 0);
        const real = Number(run.stdout);
        assert.ok(Math.abs(sum / real - 1) < 0.02, `${sum} of ${real}`);
    });

    it("builds and pushes the same digest when it is run again", async () => {
        assert.equal((await program.up("main", { repository: `${program.registry}/main` })).digest, image.digest);
    });
});

interface Manifest {
    config: { digest: string; size: number };
    layers: { digest: string; size: number }[];
}

const sumOfFiles = `
import os
print(sum(os.lstat(os.path.join(d, f)).st_size for d, _, fs in os.walk("/opt/venv") for f in fs))
`;
