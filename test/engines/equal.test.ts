import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { connectEngine } from "../../components/engine/connect";
import { engineReleases } from "../../setup/engine";
import { StateFolder } from "../../setup/host";
import { releasedEngine } from "../../setup/released-engine";
import { runContainer } from "../support/container";
import { type ImageOutputs, type LiveProgram, liveProgram } from "../support/live-program";

const files = {
    "app/main.py": "import six\n\nprint(six.__name__)\n",
    "app/data/naïve.txt": "é\n",
};

describe("engines of all releases, with either store", () => {
    const images = new Map<string, ImageOutputs>();
    let program: LiveProgram;

    /** Builds and pushes on one engine, to a repository of its own: what is there is not built again. */
    async function build(name: string, host: string): Promise<ImageOutputs> {
        process.env.DOCKER_HOST = host;
        const repository = `${program.registry}/live/equal-${name}`;
        const image = await program.up("equal", { repository, packages: ["six==1.17.0"], source: "app", reuse: false });
        const run = await runContainer(connectEngine(host), image.ref, ["python", "main.py"]);
        assert.equal(run.stdout, "six\n", run.stderr);
        return image;
    }

    before(async () => {
        program = await liveProgram(files);
        images.set("own", await build("own", process.env.DOCKER_HOST as string));
        for (const release of engineReleases)
            images.set(release, await build(release, await releasedEngine(new StateFolder(), release)));
    });

    for (const release of engineReleases) {
        it(`give the same image: ${release}`, () => {
            assert.deepEqual(images.get(release)?.size, images.get("own")?.size);
            assert.equal(images.get(release)?.digest, images.get("own")?.digest);
        });
    }

    it("push a base that was loaded into them compressed", () => {
        for (const [name, { size }] of images) assert.ok(size.compressedBytes < size.unpackedBytes / 2, name);
    });
});
