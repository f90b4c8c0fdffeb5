import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { publishImage } from "../../components/publish/publish-image";
import { publishIndex } from "../../components/publish/publish-index";
import { RegistryClient } from "../../components/registry/client";
import { readManifest } from "../../components/registry/manifest";
import { parseRepository } from "../../components/registry/reference";
import { ensureEmulation } from "../../setup/host";
import { runContainer } from "../support/container";
import { type ImageOutputs, type LiveProgram, liveProgram } from "../support/live-program";
import { sharedBase } from "../support/machine";

/** Stand-ins of the bases, by the platform that they are for. */
const BASES = { "linux/amd64": "python:3.13-slim", "linux/arm64": "arm64v8/python:3.13-slim" };
const MACHINES: { [platform: string]: string } = { "linux/amd64": "x86_64", "linux/arm64": "aarch64" };
/** Fails without the compiled module, which is of a wheel for the platform. */
const code = "import platform; from markupsafe import _speedups; print(platform.machine(), _speedups.__name__)";

describe("an image of two platforms, one of them emulated", () => {
    let program: LiveProgram;
    let image: ImageOutputs & { platformRefs: { [platform: string]: string } };

    /** Puts the bases into a registry as official images are there: one tag, and an image of each platform below it. */
    async function publishBases(): Promise<string> {
        const name = `${program.registry}/python`;
        const repository = new RegistryClient(parseRepository(name));
        const images: { [platform: string]: string } = {};
        for (const [platform, base] of Object.entries(BASES)) {
            const tag = `3.13-slim-${platform.slice(6)}`;
            const gzip = { format: "gzip", level: 1 } as const;
            const order = { engine: program.docker, imageId: base, repository, tag, compression: gzip, baseLayers: 99 };
            images[platform] = (await publishImage({ ...order, labels: {}, known: [] })).digest;
        }
        await publishIndex({ repository, tag: "3.13-slim", images, push: true });
        return `${name}:3.13-slim`;
    }

    before(async () => {
        program = await liveProgram();
        await ensureEmulation("arm64");
        for (const base of Object.values(BASES)) {
            await sharedBase(base);
        }
        const base = await publishBases();
        const bases = { builderImage: base, runtimeImage: base };
        const repository = `${program.registry}/platforms`;
        const platforms = Object.keys(BASES);
        const outputs: unknown = await program.up("both", {
            repository,
            platforms,
            packages: ["markupsafe"],
            ...bases,
        });
        image = outputs as typeof image;
    });

    test("is an index, which resolves to each of them", async () => {
        const client = new RegistryClient(parseRepository(image.ref.split("@")[0] ?? ""));
        for (const platform of Object.keys(BASES)) {
            const { digest } = await readManifest(client, image.digest, platform);
            assert.equal(image.platformRefs[platform], `${image.ref.split("@")[0]}@${digest}`);
        }
    });

    test("runs on each of them", async () => {
        for (const [platform, machine] of Object.entries(MACHINES)) {
            const ref = image.platformRefs[platform] ?? "";
            const { stdout, stderr } = await runContainer(program.docker, ref, ["python", "-c", code]);
            assert.equal(stdout, `${machine} markupsafe._speedups\n`, stderr);
        }
    });
});
