import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { after, before, describe, it } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { Installer, type PythonImageArgs, Strategy } from "../../components";
import { runContainer } from "../support/container";
import { type GitServer, startGitServer } from "../support/git-server";
import { type LiveProgram, liveProgram } from "../support/live-program";
import { otherPackage, type PackageIndexServer, privatePackage, startPackageIndex } from "../support/package-index";
import { printed } from "../support/printed";

/** A value that no quoting may change. */
const buildToken = `bu1ld's "t0ken" \\ $HOME \`id\`\nsecond-line-of-it `;

/** Its build works with the right variable alone. */
const setup = [
    "import hashlib, os",
    "from setuptools import setup",
    `assert hashlib.sha256(os.environ["BUILD_TOKEN"].encode()).hexdigest() == "${createHash("sha256").update(buildToken).digest("hex")}"`,
    'setup(name="company-git", version=os.environ["COMPANY_VERSION"], py_modules=["company_git"])',
];

describe("logins and tokens of an installation", () => {
    let program: LiveProgram;
    let index: PackageIndexServer;
    let git: GitServer;

    before(async () => {
        program = await liveProgram();
        index = await startPackageIndex();
        git = await startGitServer({ lib: { "setup.py": setup.join("\n"), "company_git.py": 'SAYS = "hello"\n' } });
        program.write({
            "requirements.txt": [
                `-e git+http://${git.host}/lib.git@v1#egg=company-git`,
                `${otherPackage} @ http://ci:\${INDEX_TOKEN}@${new URL(index.url).host}/packages/company_url-1.0-py3-none-any.whl`,
            ].join("\n"),
        });
    });

    after(() => {
        index.stop();
        git.stop();
    });

    const args = (): Partial<PythonImageArgs> => ({
        requirements: "requirements.txt",
        packages: [privatePackage],
        index: {
            url: index.url,
            extraUrls: ["https://pypi.org/simple"],
            username: index.username,
            password: index.password,
        },
        gitLogins: [{ host: git.host, username: git.username, password: git.password }],
        buildEnvironment: {
            BUILD_TOKEN: pulumi.secret(buildToken),
            INDEX_TOKEN: encodeURIComponent(index.password),
            COMPANY_VERSION: "1.2.3",
        },
    });

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
                const secrets = [index.password, git.password, ...buildToken.trim().split("\n")];
                for (const [place, bytes] of Object.entries(places)) {
                    for (const form of secrets.flatMap((secret) => [secret, encodeURIComponent(secret)])) {
                        assert.equal(bytes.includes(form), false, `${form} is in the ${place}`);
                    }
                }
            });
        }
    }

    const refusals: [string, () => Partial<PythonImageArgs>, RegExp][] = [
        [
            "index",
            () => ({ index: { url: index.url, username: index.username, password: "wr0ng-p@ss" } }),
            /The package index refused the login/,
        ],
        [
            "Git server",
            () => ({ gitLogins: [{ host: git.host, username: git.username, password: "wr0ng-p@ss" }] }),
            /The Git server at http:\/\/127\.0\.0\.1:\d+ refused the login\. Check `gitLogins`/,
        ],
    ];
    for (const [server, wrong, says] of refusals) {
        it(`are told to be refused by the ${server}, and not shown`, async () => {
            const name = `refused-${server.replace(" ", "-").toLowerCase()}`;
            const repository = `${program.registry}/${name}`;
            const error = await program.up(name, { repository, ...args(), ...wrong() }).then(
                () => assert.fail("it was built"),
                (thrown: Error) => thrown,
            );
            assert.match(error.message, says);
            for (const secret of ["wr0ng-p", index.password, git.password, "bu1ld", "second-line"]) {
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
