import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { connectEngine } from "../../components/engine/connect";
import type { PythonImageArgs } from "../../components/index";
import { engineReleases } from "../../setup/engine";
import { StateFolder } from "../../setup/host";
import { releasedEngine } from "../../setup/released-engine";
import { runContainer } from "../support/container";
import { asByDefault, type ImageOutputs, type LiveProgram, liveProgram } from "../support/live-program";
import { pushedBase } from "../support/pushed-base";

const BASE = "python:3.13-slim";

const files = {
    "app/main.py": "import six\n\nprint(six.__name__)\n",
    "app/data/naïve.txt": "é\n",
};

describe("engines of all releases, with either store", () => {
    const images = new Map<string, ImageOutputs>();
    let program: LiveProgram;

    /** Builds and pushes on one engine, to a repository of its own: what is there is not built again. */
    async function build(repository: string, host: string, args: Partial<PythonImageArgs>): Promise<ImageOutputs> {
        process.env.DOCKER_HOST = host;
        const place = `${program.registry}/${repository}`;
        const image = await program.up("equal", {
            repository: place,
            packages: ["six==1.17.0"],
            source: "app",
            reuse: false,
            ...args,
        });
        const run = await runContainer(connectEngine(host), image.ref, ["python", "main.py"]);
        assert.equal(run.stdout, "six\n", run.stderr);
        return image;
    }

    before(async () => {
        program = await liveProgram(files, asByDefault);
        const own = process.env.DOCKER_HOST as string;
        const base = await pushedBase(program, BASE);
        const bases = { builderImage: base, runtimeImage: base };
        images.set("own", await build("equal-own", own, bases));
        for (const release of engineReleases) {
            const host = await releasedEngine(new StateFolder(), release);
            images.set(release, await build(`equal-${release}`, host, bases));
        }
    });

    for (const release of engineReleases) {
        it(`give the same image: ${release}`, () => {
            assert.deepEqual(images.get(release)?.size, images.get("own")?.size);
            assert.equal(images.get(release)?.digest, images.get("own")?.digest);
        });
    }

    it("push a base compressed that was loaded, and is uncompressed in the store", async () => {
        const host = await releasedEngine(new StateFolder(), "28.5-containerd");
        const { size } = await build("equal-loaded", host, {});
        assert.ok(size.compressedBytes < size.unpackedBytes / 2, JSON.stringify(size));
    });
});
