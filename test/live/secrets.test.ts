import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { after, before, describe, it } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { Installer, type PythonImageArgs, Strategy } from "../../components";
import { runContainer } from "../support/container";
import { type LiveProgram, liveProgram } from "../support/live-program";
import { printed } from "../support/printed";
import { type PrivateProject, privateProject } from "../support/private-project";

describe("logins and tokens of an installation", () => {
    let program: LiveProgram;
    let project: PrivateProject;

    before(async () => {
        program = await liveProgram();
        project = await privateProject();
        program.write({ "requirements.txt": project.requirements });
    });

    after(() => project.stop());

    const args = (): Partial<PythonImageArgs> => {
        const { index, git, packages, buildEnvironment } = project;
        const extraUrls = ["https://pypi.org/simple"];
        return {
            requirements: "requirements.txt",
            packages,
            index: { url: index.url, extraUrls, username: index.username, password: index.password },
            gitLogins: [{ host: git.host, username: git.username, password: git.password }],
            buildEnvironment: { ...buildEnvironment, BUILD_TOKEN: pulumi.secret(buildEnvironment.BUILD_TOKEN) },
        };
    };

    for (const strategy of Object.values(Strategy)) {
        for (const installer of Object.values(Installer)) {
            it(`serve ${installer}, and are nowhere afterwards (${strategy})`, async () => {
                const name = `secrets-${installer}-${strategy}`;
                const repository = `${program.registry}/${name}`;
                const { value: image, text } = await printed(() =>
                    program.up(name, { repository, installer, strategy, ...args() }),
                );
                const code = [
                    "import company_lib, company_git, company_url, importlib.metadata as m",
                    "print(company_lib.SAYS, company_git.SAYS, m.version('company-git'))",
                ];
                const run = await runContainer(program.docker, image.ref, ["python", "-c", code.join("\n")]);
                assert.equal(run.stdout, "hello from the company hello 1.2.3\n", run.stderr);
                const places = {
                    log: Buffer.from(text),
                    image: await bytesOf((await program.docker.getImage(image.ref).get()) as Readable),
                    history: Buffer.from(JSON.stringify(await program.docker.getImage(image.ref).history())),
                    inspect: Buffer.from(JSON.stringify(await program.docker.getImage(image.ref).inspect())),
                    context: stagedBytes(join(program.directory, ".python-image")),
                    outputs: Buffer.from(JSON.stringify({ ...image, run: undefined })),
                };
                for (const [place, bytes] of Object.entries(places)) {
                    for (const form of project.secrets.flatMap((secret) => [secret, encodeURIComponent(secret)])) {
                        assert.equal(bytes.includes(form), false, `${form} is in the ${place}`);
                    }
                }
            });
        }
    }

    const refusals: [string, () => Partial<PythonImageArgs>, RegExp][] = [
        [
            "index, as pip tells",
            () => ({
                index: { url: project.index.url, username: project.index.username, password: "wr0ng-p@ss" },
                installer: Installer.Pip,
                requirements: undefined as unknown as string,
            }),
            /The package index refused the login/,
        ],
        [
            "index",
            () => ({ index: { url: project.index.url, username: project.index.username, password: "wr0ng-p@ss" } }),
            /The package index refused the login/,
        ],
        [
            "Git server",
            () => ({ gitLogins: [{ host: project.git.host, username: project.git.username, password: "wr0ng-p@ss" }] }),
            /The Git server at http:\/\/127\.0\.0\.1:\d+ refused the login\. Check `gitLogins`/,
        ],
    ];
    for (const [server, wrong, says] of refusals) {
        it(`are told to be refused by the ${server}, and not shown`, async () => {
            const name = `refused-${server.replace(/\W+/g, "-").toLowerCase()}`;
            const repository = `${program.registry}/${name}`;
            const error = await program.up(name, { repository, ...args(), ...wrong() }).then(
                () => assert.fail("it was built"),
                (thrown: Error) => thrown,
            );
            assert.match(error.message, says);
            for (const secret of ["wr0ng-p", ...project.secrets, "bu1ld", "second-line"]) {
                assert.equal(error.message.includes(secret), false, error.message);
            }
        });
    }
});

async function bytesOf(stream: Readable): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) {
        chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks);
}

function stagedBytes(folder: string): Buffer {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return Buffer.concat(files.map((entry) => readFileSync(join(entry.parentPath, entry.name))));
}
