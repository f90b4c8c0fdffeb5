import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { runBuild } from "../../components/engine/run-build";
import type { PythonImageArgs } from "../../components/index";
import { type LiveProgram, liveProgram } from "../support/live-program";
import { startRegistry } from "../support/registry-server";

/** A local project whose `setup.py` is the text given. */
function project(name: string, setup: string): { [path: string]: string } {
    return {
        [`${name}/setup.py`]: setup,
        [`${name}/pyproject.toml`]:
            '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n',
        [`${name}.txt`]: `./${name}\n`,
    };
}

const setup = (body: string, more = "") =>
    `${body}\nfrom setuptools import setup\nsetup(name="broken", version="1"${more})\n`;

/** Builds that really fail, each with the sentence that names its cause. */
const failures: { name: string; args: Partial<PythonImageArgs>; files?: { [path: string]: string }; says: RegExp[] }[] =
    [
        {
            name: "no matching version",
            args: { packages: ["six==99.99"] },
            says: [
                /at the step "Install the requirements" \(stage builder\)/,
                /No version fits what the requirements ask for: six==99\.99/,
            ],
        },
        {
            name: "no matching version, told by pip with the versions there are",
            args: { packages: ["six==99.99"], installer: "pip" },
            says: [/No version fits what the requirements ask for: six==99\.99\. Versions there are: .*1\.17\.0/],
        },
        {
            name: "a version that needs another Python",
            args: { packages: ["numpy==1.21.0"], importCheck: [] },
            says: [/numpy/, /Python|version/],
        },
        {
            name: "no wheel for this Python, and no sources",
            args: { packages: ["torch==2.4.1"] },
            says: [/torch==2\.4\.1 has neither a wheel for this Python \(cp313\) nor sources\. Change `pythonVersion`/],
        },
        {
            name: "no wheel for this platform, and no sources",
            args: { packages: ["pywin32"] },
            says: [/pywin32 has neither a wheel for this image's platform \(manylinux\S+\) nor sources\./],
        },
        {
            name: "a hash that does not match",
            args: { requirements: "hashed.txt" },
            files: {
                "hashed.txt": `six==1.17.0 --hash=sha256:${createHash("sha256").update("other").digest("hex")}\n`,
            },
            says: [/does not have the hash that the requirements demand/],
        },
        {
            // Another test builds this version with its header: what was built there must not be found here.
            name: "a missing header",
            args: { packages: ["psycopg2==2.9.10"] },
            says: [/misses pg_config\. Add it: `buildPackages: \["libpq-dev"\]`/],
        },
        {
            name: "an index that cannot be reached",
            args: { packages: ["six"], index: { url: "http://127.0.0.1:9/simple" } },
            says: [/The package index at http:\/\/127\.0\.0\.1:9\/simple\S* cannot be reached/],
        },
        {
            name: "no wheel and no compiler",
            args: { requirements: "rusty.txt" },
            files: {
                ...project(
                    "rusty",
                    setup("from setuptools_rust import RustExtension", ', rust_extensions=[RustExtension("broken")]'),
                ),
                "rusty/pyproject.toml":
                    '[build-system]\nrequires = ["setuptools", "setuptools-rust"]\nbuild-backend = "setuptools.build_meta"\n',
                "rusty/Cargo.toml": '[package]\nname = "broken"\nversion = "1.0.0"\n\n[lib]\npath = "lib.rs"\n',
                "rusty/lib.rs": "",
            },
            says: [/has no wheel for this image and needs a compiler that the builder lacks/, /"cargo" for Rust/],
        },
        {
            name: "a full disk",
            args: { requirements: "full.txt" },
            files: project("full", setup('open("/dev/full", "w").write("x" * 99999)')),
            says: [/at the step "Install the project"/, /The engine's disk is full/],
        },
        {
            name: "too little memory",
            args: { requirements: "greedy.txt" },
            files: project(
                "greedy",
                setup("import resource\nresource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9))\nb'x' * 10**10"),
            ),
            says: [/killed for want of memory/],
        },
        {
            name: "an import that fails in the final stage",
            args: { requirements: "imports.txt" },
            files: {
                ...project("imports", setup("", ', py_modules=["broken"]')),
                "imports/broken.py": 'raise RuntimeError("needs a licence")\n',
            },
            says: [/at the step "Verify the environment in the final stage"/, /broken/, /needs a licence/],
        },
        {
            name: "a base image that does not exist",
            args: { packages: ["six"], builderImage: "127.0.0.1:9/no-such-image:1" },
            says: [/The base image .*127\.0\.0\.1:9\/no-such-image:1 cannot be had/],
        },
        {
            name: "a final stage without Python",
            args: { packages: ["six"], runtimeImage: "python-image-tests/no-python" },
            says: [
                /at the step "Verify the environment in the final stage"/,
                /The image of this stage has no python3 on its search path\./,
            ],
        },
        {
            name: "a final stage without a shell",
            args: { packages: ["six"], runtimeImage: "python-image-tests/no-shell" },
            says: [/The image of this stage has no shell/, /use `Strategy\.Minimal`/],
        },
        {
            name: "a command that no package brings",
            args: { packages: ["six"], command: ["gunicron", "app:app"] },
            says: [
                /command: expected a program of the image, got "gunicron", which is not in \/opt\/venv\/bin:\/usr/,
                /Check its spelling, and that the requirements or `runtimePackages` bring it\./,
            ],
        },
        {
            name: "a command that the code does not have",
            args: { packages: ["six"], source: "api", entrypoint: ["./serve.sh"] },
            files: { "api/main.py": "" },
            says: [/entrypoint: expected a program of the image, got "\.\/serve\.sh", which is not in \/app\./],
        },
        {
            name: "a system package that does not exist",
            args: { packages: ["six"], runtimePackages: ["no-such-package"] },
            says: [
                /at the step "Install the system packages of the final stage"/,
                /The image's distribution has no system package no-such-package\./,
            ],
        },
        {
            name: "a Git server that cannot be reached",
            args: { requirements: "vcs.txt" },
            files: { "vcs.txt": "git+https://git.invalid/x.git#egg=x\n" },
            says: [/The Git server at https:\/\/git\.invalid cannot be reached: Could not resolve host/],
        },
    ];

describe("a build that fails names its cause", () => {
    let program: LiveProgram;

    before(async () => {
        program = await liveProgram();
        await buildBase("no-python", "FROM python:3.13-slim\nRUN rm -f /usr/bin/python3* /usr/local/bin/python3*\n");
        await buildBase("no-shell", "FROM scratch\nCOPY --from=python:3.13-slim /etc/passwd /etc/group /etc/\n");
    });

    async function buildBase(name: string, dockerfile: string): Promise<void> {
        program.write({ [`${name}/Dockerfile`]: dockerfile });
        const order = { context: name, buildArguments: {}, platform: "linux/amd64", tag: `python-image-tests/${name}` };
        const built = await runBuild(program.docker, order);
        assert.ok("imageId" in built, JSON.stringify(built));
    }

    for (const [place, { name, args, files, says }] of failures.entries()) {
        it(name, async () => {
            program.write(files ?? {});
            const repository = `${program.registry}/fails-${place}`;
            const error = await program.up(`fails-${place}`, { repository, ...args }).then(
                () => assert.fail("it was built"),
                (thrown: Error) => thrown,
            );
            for (const sentence of says) {
                assert.match(error.message, sentence);
            }
            const tags = await fetch(program.api(`fails-${place}`, "tags/list"));
            assert.equal(tags.status, 404, "something was pushed");
        });
    }

    for (const installer of ["uv", "pip"] as const) {
        it(`TLS that is inspected, as ${installer} tells it`, async () => {
            // An authority that the base images do not know.
            const pem = readFileSync(join(__dirname, "../acceptance/localhost.pem"));
            const server = createServer({ key: pem, cert: pem }, (_, answer) => answer.end());
            await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
            const url = `https://localhost:${(server.address() as AddressInfo).port}/simple`;
            const repository = `${program.registry}/inspected-${installer}`;
            try {
                await assert.rejects(
                    program.up(`inspected-${installer}`, { repository, packages: ["six"], installer, index: { url } }),
                    /A certificate was not trusted: .* inspects TLS\. Give its authority in `caCertificates:/,
                );
            } finally {
                server.close();
            }
        });
    }

    it("no Docker Engine", async () => {
        const host = process.env.DOCKER_HOST;
        process.env.DOCKER_HOST = "unix:///nowhere/docker.sock";
        try {
            await assert.rejects(
                program.up("no-engine", { repository: `${program.registry}/none`, packages: ["six"] }),
                /No Docker Engine answers\. Start one, or name it in DOCKER_HOST/,
            );
        } finally {
            process.env.DOCKER_HOST = host;
        }
    });

    it("a registry that does not answer", async () => {
        await assert.rejects(
            program.up("refused", { repository: "127.0.0.1:9/live/refused", packages: ["six"] }),
            /GET http:\/\/127\.0\.0\.1:9\/v2\/live\/refused\/manifests\/py-[0-9a-f]{12}: ECONNREFUSED: .* Check that the registry runs/,
        );
    });

    it("a wrong password", async () => {
        const registry = await startRegistry({ auth: "htpasswd" });
        try {
            const login = { server: registry.host, username: "ci", password: "not-the-password" };
            const error = await program
                .up("wrong", { repository: `${registry.host}/wrong`, packages: ["six"], registry: login })
                .then(
                    () => assert.fail("it was pushed"),
                    (thrown: Error) => thrown,
                );
            assert.match(
                error.message,
                /UNAUTHORIZED: .* The login of "ci" is wrong or has expired: .* or correct "registry"\./,
            );
            assert.doesNotMatch(error.message, /not-the-password/);
        } finally {
            await registry.stop();
        }
    });
});
