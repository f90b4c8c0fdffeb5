import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import type Docker from "dockerode";
import { connectEngine } from "../../components/engine/connect";
import { runContainer } from "../support/container";
import { engineByTls } from "../support/engine-by-tls";
import { fakeSsh } from "../support/fake-ssh";
import { sharedMachine } from "../support/machine";
import { runExample } from "../support/registry-example";
import { temporaryDirectory } from "../support/tree";
import { answerOf } from "../support/web";

describe("examples that push to any registry", () => {
    let docker: Docker;
    let registry: string;
    before(async () => {
        const machine = await sharedMachine();
        process.env.DOCKER_HOST = machine.engine.host;
        docker = connectEngine(machine.engine.host);
        registry = machine.registry;
    });

    /** Runs an example, and returns the image that it deploys. */
    async function deploy(name: string, config: { [key: string]: string } = {}): Promise<string> {
        const { outputs, error } = await runExample(name, { config: { [`${name}:registry`]: registry, ...config } });
        assert.equal(error, undefined);
        const { ref } = outputs as { ref: string };
        assert.match(ref, new RegExp(`^${registry}/${name}@sha256:[0-9a-f]{64}$`));
        return ref;
    }

    test("flask-app: gunicorn serves the application with its template", async () => {
        const ref = await deploy("flask-app");
        assert.match(await answerOf(docker, ref, 8000, "/?name=Ada"), /<h1>Hello, Ada!<\/h1>/);
        assert.equal(await answerOf(docker, ref, 8000, "/healthz"), '{"status":"ok"}\n');
    });

    test("uv-project: the locked service runs from scratch", async () => {
        const ref = await deploy("uv-project");
        assert.deepEqual(JSON.parse(await answerOf(docker, ref, 8000, "/celsius/21.5")), {
            celsius: 21.5,
            fahrenheit: 70.7,
        });
    });

    test("django: migrated at start, with the files that prepare has collected", async () => {
        const ref = await deploy("django");
        const page = await answerOf(docker, ref, 8000, "/?name=Ada");
        assert.match(page, /<li>Ada<\/li>/);
        const [style] = /\/static\/guestbook\/style\.[0-9a-f]+\.css/.exec(page) ?? [];
        assert.match(await answerOf(docker, ref, 8000, style), /font-family: serif/);
    });

    test("remote-builder: an engine that is reached by TLS, with the certificates in DOCKER_CERT_PATH", async (t) => {
        const remote = await engineByTls(new URL(process.env.DOCKER_HOST ?? "").pathname, temporaryDirectory(t));
        process.env.DOCKER_CERT_PATH = remote.certPath;
        t.after(() => {
            delete process.env.DOCKER_CERT_PATH;
            remote.stop();
        });
        const ref = await deploy("remote-builder", { "remote-builder:builder": remote.host });
        assert.equal((await runContainer(docker, ref, [])).stdout, "1.0 GB\n");
    });

    test("remote-builder: an engine that is reached by SSH", async (t) => {
        const calls = fakeSsh(t, 'exec "$@"');
        const ref = await deploy("remote-builder", { "remote-builder:builder": "ssh://ci@build.example.org" });
        assert.equal((await runContainer(docker, ref, [])).stdout, "1.0 GB\n");
        assert.match(calls().join("\n"), /-l ci -- build\.example\.org docker system dial-stdio/);
    });

    test("private-index: the password reaches the builder and is no output", async () => {
        const { resources, secrets, error } = await runExample("private-index", {
            preview: true,
            config: {
                "private-index:registry": registry,
                "private-index:indexUrl": "https://packages.example.org/simple",
                "private-index:indexUsername": "ci",
                "private-index:indexPassword": "p@ss",
            },
        });
        assert.equal(error, undefined);
        assert.deepEqual(secrets, []);
        const image = resources.find(({ type }) => type === "docker:index/image:Image");
        const build = image?.inputs.build as { args: { [name: string]: string } } | undefined;
        assert.equal(build?.args.INDEX_URL, "https://ci:p%40ss@packages.example.org/simple");
    });

    test("size-comparison: one image for each strategy", async () => {
        const { resources, error } = await runExample("size-comparison", {
            preview: true,
            config: { "size-comparison:registry": registry, "size-comparison:alpine": "true" },
        });
        assert.equal(error, undefined);
        assert.deepEqual(
            resources
                .filter(({ type }) => type === "docker:index/image:Image")
                .map(({ name }) => name)
                .sort(),
            ["alpine", "base", "minimal", "minimal-max", "multi-stage", "ours", "slim"].map(
                (variant) => `size-comparison-${variant}`,
            ),
        );
    });
});
