import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createServer, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream";
import { it } from "node:test";
import { promisify } from "node:util";
import type Docker from "dockerode";
import { connectEngine } from "../../components/engine/connect";
import { StateFolder } from "../../setup/host";
import { releasedEngine } from "../../setup/released-engine";
import { type LiveProgram, liveProgram } from "../support/live-program";

const OFFICIAL = "python:3.13-slim";
const BASE = "company-python:3.13";

it("two engines with different local bases: one tag names one content, whoever comes first (E4)", async (t) => {
    const program = await liveProgram();
    const own = process.env.DOCKER_HOST as string;
    const other = await releasedEngine(new StateFolder(), "28.5");
    await makeBase(connectEngine(own), "one");
    await makeBase(connectEngine(other), "two");
    let publishFirst = () => {};
    const isPublished = new Promise<void>((resolve) => {
        publishFirst = resolve;
    });
    // Both find the tag free and build; the second one has its image exported when the first one's is there.
    const late = await lateExports(other, isPublished);
    t.after(() => late.stop());
    const both = [update(program, own, "race").finally(publishFirst), update(program, late.host, "race")];
    const [first, second] = (await Promise.all(both)) as [Outputs, Outputs];
    assert.deepEqual([first.reused, second.reused, late.exported()], [false, true, true]);
    assert.equal(first.digest, second.digest);
    const named = await fetch(program.api("one-tag/race", `manifests/${first.tag}`), { method: "HEAD", headers });
    assert.equal(named.headers.get("docker-content-digest"), first.digest);
    const later = await update(program, other, "race");
    assert.deepEqual([later.digest, later.reused], [first.digest, true]);
});

const headers = { accept: "application/vnd.oci.image.manifest.v1+json" };

/** A base that no registry has, and that differs by a word. */
async function makeBase(docker: Docker, word: string): Promise<void> {
    const container = await docker.createContainer({
        Image: OFFICIAL,
        Cmd: ["sh", "-c", `echo ${word} >/etc/company`],
    });
    await container.start();
    await container.wait();
    const [repo, tag] = BASE.split(":");
    await container.commit({ repo, tag, changes: 'CMD ["python3"]' });
    await container.remove();
}

/** An engine that answers as the one at a socket does, but exports no image until something has happened. */
async function lateExports(host: string, until: Promise<void>) {
    let isExported = false;
    const socketPath = host.replace("unix://", "");
    const server = createServer(async (asked, answer) => {
        const { method, url: path = "", headers } = asked;
        if (/\/images\/[^?]*\/get/.test(path)) {
            isExported = true;
            await until;
        }
        const options = { socketPath, method, path, headers };
        const forwarded = request(options, (found) => {
            answer.writeHead(found.statusCode ?? 502, found.headers);
            pipeline(found, answer, () => {});
        });
        pipeline(asked, forwarded, () => {});
    });
    // The session of a build goes on in another protocol.
    server.on("upgrade", ({ method, url, rawHeaders }, client, head) => {
        const engine = connect(socketPath);
        const pairs = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${rawHeaders[at + 1]}`] : []));
        engine.write(`${[`${method} ${url} HTTP/1.1`, ...pairs].join("\r\n")}\r\n\r\n`);
        engine.write(head);
        pipeline(client, engine, () => {});
        pipeline(engine, client, () => {});
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const stop = () => server.close();
    return { host: `tcp://127.0.0.1:${port}`, exported: () => isExported, stop };
}

interface Outputs {
    digest: string;
    reused: boolean;
    tag: string;
}

/** Runs a program with one image in a process of its own, with an engine and a folder of its own. */
async function update({ write, directory, registry }: LiveProgram, host: string, repository: string): Promise<Outputs> {
    const name = `program-${Buffer.from(host).toString("hex").slice(-12)}`;
    const image = {
        repository: `${registry}/one-tag/${repository}`,
        packages: ["six==1.17.0"],
        builderImage: BASE,
        runtimeImage: BASE,
    };
    const root = resolve(__dirname, "../..");
    write({
        [`${name}/package.json`]: "{}",
        [`${name}/index.ts`]: [
            `import { PythonImage } from ${JSON.stringify(join(root, "components"))};`,
            `const image = new PythonImage("api", ${JSON.stringify(image)});`,
            `export const { digest, reused, taggedRef } = image;`,
        ].join("\n"),
    });
    const words = ["--import", "tsx", join(root, "setup/in-process/main.ts"), join(directory, name)];
    const env = { ...process.env, DOCKER_HOST: host };
    const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: root, env });
    const { taggedRef, ...outputs } = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
    return { ...outputs, tag: taggedRef.split(":").at(-1) };
}
