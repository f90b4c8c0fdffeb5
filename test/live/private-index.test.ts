import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { after, before, describe, it } from "node:test";
import { Strategy } from "../../components";
import { runContainer } from "../support/container";
import { type LiveProgram, liveProgram } from "../support/live-program";
import { type PackageIndexServer, privatePackage, startPackageIndex } from "../support/package-index";

describe("a private index with a login", () => {
    let program: LiveProgram;
    let index: PackageIndexServer;

    before(async () => {
        program = await liveProgram();
        index = await startPackageIndex();
    });

    after(() => index.stop());

    for (const [installer, strategy] of [
        ["uv", Strategy.MultiStage],
        ["pip", Strategy.MultiStage],
        ["uv", Strategy.SingleStage],
        ["uv", Strategy.Minimal],
    ] as const) {
        it(`gives ${installer} the package, and its password is nowhere (${strategy})`, async () => {
            const { url, username, password } = index;
            const name = `private-${installer}-${strategy}`;
            const image = await program.up(name, {
                repository: `${program.registry}/live/${name}`,
                packages: [privatePackage],
                installer,
                strategy,
                index: { url, username, password },
            });
            const run = await runContainer(program.docker, image.ref, [
                "python",
                "-c",
                "import company_lib; print(company_lib.SAYS)",
            ]);
            assert.equal(run.stdout, "hello from the company\n", run.stderr);
            const places = {
                image: await bytesOf((await program.docker.getImage(image.ref).get()) as Readable),
                history: Buffer.from(JSON.stringify(await program.docker.getImage(image.ref).history())),
                inspect: Buffer.from(JSON.stringify(await program.docker.getImage(image.ref).inspect())),
                context: stagedBytes(join(program.directory, ".python-image")),
                outputs: Buffer.from(JSON.stringify({ ...image, run: undefined })),
            };
            for (const [place, bytes] of Object.entries(places)) {
                for (const form of [password, encodeURIComponent(password)]) {
                    assert.equal(bytes.includes(form), false, `the password is in the ${place}`);
                }
            }
        });
    }

    it("says that a wrong password was refused, without showing it", async () => {
        const { url, username } = index;
        const args = { packages: [privatePackage], index: { url, username, password: "wrong-p@ss" } };
        const error = await program
            .up("private-wrong", { repository: `${program.registry}/live/private-wrong`, ...args })
            .then(
                () => assert.fail("it was built"),
                (thrown: Error) => thrown,
            );
        assert.match(error.message, /The package index refused the login/);
        assert.doesNotMatch(error.message, /wrong-p(@|%40)ss/);
    });
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
