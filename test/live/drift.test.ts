import assert from "node:assert/strict";
import { it } from "node:test";
import { liveProgram } from "../support/live-program";

it("an image that has vanished from its registry is pushed again, under the same digest", async () => {
    const program = await liveProgram();
    const args = { repository: `${program.registry}/drift`, packages: ["six"] };
    const one = await program.up("drift", args);
    const ask = async (method: string) => {
        const headers = { accept: "application/vnd.oci.image.manifest.v1+json" };
        return (await fetch(program.api("drift", `manifests/${one.digest}`), { method, headers })).status;
    };
    assert.equal(await ask("GET"), 200);
    assert.equal(await ask("DELETE"), 202);
    assert.equal(await ask("GET"), 404);
    const { size, digest, generation } = one;
    const urn = "urn:pulumi:stack::project::python-image:index:PythonImage::drift";
    const lastOutputs = {
        [urn]: { type: "python-image:index:PythonImage", outputs: { ref: one.ref, digest, size, generation } },
    };
    const two = await program.up("drift", args, { lastOutputs: lastOutputs as never });
    assert.equal(two.digest, one.digest);
    assert.equal(await ask("GET"), 200);
});
