import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import * as docker from "@pulumi/docker";
import { PythonImage } from "../../components/index";
import { runProgram } from "../../setup/in-process/run-program";
import { runContainer } from "../support/container";
import { type ImageOutputs, type LiveProgram, liveProgram } from "../support/live-program";

const awkward = `it's "quoted" $HOME \${PATH} \\ and\na second line, naïve ✓`;

describe("values", () => {
    let program: LiveProgram;

    before(async () => {
        program = await liveProgram();
    });

    it("reach the image exactly, whatever is in them", async () => {
        const image = await program.up("values", {
            repository: `${program.registry}/values`,
            packages: ["six"],
            environment: { AWKWARD: awkward, HOME: "/var/tmp" },
            labels: { "org.example.awkward": awkward },
            workdir: `/srv/o'ne "two" $three é`,
            command: [
                "python",
                "-c",
                "import os, json; print(json.dumps([os.environ['AWKWARD'], os.getcwd(), os.environ['HOME']]))",
            ],
            ports: [8000],
            user: "20002:30003",
            healthcheck: { command: ["python", "-c", "pass"], intervalSeconds: 7 },
        });
        const run = await runContainer(program.docker, image.ref, []);
        assert.deepEqual(JSON.parse(run.stdout), [awkward, `/srv/o'ne "two" $three é`, "/var/tmp"], run.stderr);
        // As the registry has it: 28.5 with containerd's store was seen to show none of the settings of the same bytes.
        const { config } = await publishedConfig(program, "values", image.digest);
        assert.equal(config.Labels["org.example.awkward"], awkward);
        assert.deepEqual(Object.keys(config.ExposedPorts), ["8000/tcp"]);
        assert.equal(config.User, "20002:30003");
        assert.deepEqual(config.Healthcheck, { Test: ["CMD", "python", "-c", "pass"], Interval: 7e9 });
    });

    it("need no registry with push: false, and the size comes from the engine", async () => {
        const image = await program.up("local", {
            repository: "no-such-host.invalid/local",
            packages: ["six"],
            push: false,
        });
        assert.match(image.ref, /^sha256:[0-9a-f]{64}$/);
        assert.equal(image.digest, image.ref);
        assert.equal(image.size.compressedBytes, 0);
        const { RootFS } = await program.docker.getImage(image.ref).inspect();
        assert.deepEqual(
            image.size.layers.map((layer) => layer.digest),
            RootFS.Layers,
        );
        assert.ok(image.size.unpackedBytes > 50_000_000);
        assert.deepEqual(image.packages.map(({ name }) => name).includes("six"), true);
        const run = await runContainer(program.docker, image.ref, ["python", "-c", "import six; print(six.__name__)"]);
        assert.equal(run.stdout, "six\n");
    });

    it("take the engine of a docker.Provider", async () => {
        const host = process.env.DOCKER_HOST as string;
        process.env.DOCKER_HOST = "unix:///nowhere/docker.sock";
        try {
            const { outputs } = await runProgram(() => {
                const provider = new docker.Provider("elsewhere", { host });
                const args = { repository: "no-such-host.invalid/other", packages: ["six"], push: false };
                return { ...new PythonImage("other", args, { providers: [provider] }) };
            });
            assert.match((outputs as unknown as ImageOutputs).ref, /^sha256:/);
        } finally {
            process.env.DOCKER_HOST = host;
        }
    });
});

/** The configuration of a published image. */
async function publishedConfig({ api }: LiveProgram, repository: string, digest: string) {
    const headers = { accept: "application/vnd.oci.image.manifest.v1+json" };
    const manifest = await (await fetch(api(repository, `manifests/${digest}`), { headers })).json();
    const { config } = manifest as { config: { digest: string } };
    return (await fetch(api(repository, `blobs/${config.digest}`))).json() as Promise<{
        config: {
            Labels: { [name: string]: string };
            ExposedPorts: { [port: string]: object };
            User: string;
            Healthcheck: object;
        };
    }>;
}
