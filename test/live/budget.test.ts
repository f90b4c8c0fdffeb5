import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { type ImageOutputs, type LiveProgram, liveProgram } from "../support/live-program";

const packages = ["requests==2.34.2"];

describe("a size budget", () => {
    let program: LiveProgram;
    let image: ImageOutputs;

    before(async () => {
        program = await liveProgram();
        image = await program.up("budget", { repository: `${program.registry}/budget`, packages });
    });

    const refused = async (name: string, sizeBudget: object, lastOutputs?: object): Promise<string> => {
        const args = { repository: `${program.registry}/${name}`, packages, sizeBudget };
        return program.up("budget", args, lastOutputs === undefined ? {} : { lastOutputs: lastOutputs as never }).then(
            () => assert.fail("it passed"),
            (error: Error) => error.message,
        );
    };

    const tags = async (name: string) => (await fetch(program.api(name, "tags/list"))).status;

    function namesTheLargest(message: string): void {
        const largest = image.packages.slice(0, 3).map(({ name, version }) => `${name} ${version}`);
        for (const one of largest) {
            assert.ok(message.includes(one), `${one} is not in: ${message}`);
        }
    }

    it("is met by the very size", async () => {
        const { compressedBytes, unpackedBytes } = image.size;
        const args = {
            repository: `${program.registry}/budget`,
            packages,
            sizeBudget: { compressedBytes, unpackedBytes },
        };
        assert.equal((await program.up("budget", args)).digest, image.digest);
    });

    it("one byte too small for the unpacked image fails before anything is pushed", async () => {
        const message = await refused("budget-unpacked", { unpackedBytes: image.size.unpackedBytes - 1 });
        assert.match(message, /sizeBudget\.unpackedBytes: expected at most \d+ bytes .* 1 bytes \(1 B\) over/);
        namesTheLargest(message);
        assert.equal(await tags("budget-unpacked"), 404);
    });

    it("one byte too small for the compressed image fails", async () => {
        const message = await refused("budget-compressed", { compressedBytes: image.size.compressedBytes - 1 });
        assert.match(message, /sizeBudget\.compressedBytes: expected at most \d+ bytes .* 1 bytes \(1 B\) over/);
        namesTheLargest(message);
    });

    it("counts growth against the last deployment", async () => {
        const compressedBytes = Math.floor(image.size.compressedBytes / 1.2);
        const last = { ref: image.ref, digest: image.digest, size: { ...image.size, compressedBytes } };
        const urn = "urn:pulumi:stack::project::python-image:index:PythonImage::budget";
        const lastOutputs = { [urn]: { type: "python-image:index:PythonImage", outputs: last } };
        assert.match(await refused("budget", { growthPercent: 19 }, lastOutputs), /sizeBudget\.growthPercent/);
        const args = {
            repository: `${program.registry}/budget`,
            packages,
            sizeBudget: { growthPercent: 21 },
        };
        assert.equal((await program.up("budget", args, { lastOutputs: lastOutputs as never })).digest, image.digest);
    });
});
