import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type Docker from "dockerode";
import { connectEngine } from "../../components/engine/connect";
import { runBuild } from "../../components/engine/run-build";
import { publishImage } from "../../components/publish/publish-image";
import { openRepository } from "../../components/python-image/registry-access";
import type { ImageSize } from "../../components/registry/image-size";
import { readImageSize } from "../../components/registry/size";
import { sharedMachine } from "../support/machine";
import { type Fault, type FaultPlan, startFaultProxy } from "../support/registry-fault-proxy";
import { registryMissing } from "../support/registry-process";
import { startRegistry, type TestRegistry } from "../support/registry-server";

/** Keeps the image until the end. */
const TINY = "python-image-tests/tiny:latest";
const FAULTS: Fault[] = ["drop", "delay", "truncate", "429", "500"];
/** As many as are published side by side. */
const SIDE_BY_SIDE = 5;
/** Milliseconds in which a push and the reading after it must be over, with all pauses and attempts. */
const BOUND_MS = 90_000;

interface Pushed {
    digest: string;
    size: ImageSize;
}

describe("a push and the reading after it, spoiled at each of their requests in turn", {
    skip: registryMissing,
}, () => {
    let docker: Docker;
    let registry: TestRegistry;
    let clean: Awaited<ReturnType<typeof attempt>>;
    let runs = 0;

    before(async () => {
        const { engine } = await sharedMachine();
        docker = connectEngine(engine.host);
        registry = await startRegistry({ auth: "htpasswd" });
        await buildTiny(docker);
        clean = await attempt(() => undefined);
    });
    after(async () => {
        await registry.stop();
        await docker.getImage(TINY).remove({ force: true });
    });

    /** Pushes to a repository that is still empty, through a proxy that spoils answers; then once more without. */
    async function attempt(plan: FaultPlan) {
        const proxy = await startFaultProxy(registry.host, { delayMs: 300 });
        const repository = `${proxy.host}/run-${runs++}`;
        try {
            proxy.plan = plan;
            const begin = Date.now();
            const first = await pushAndRead(repository).catch((error: Error) => error);
            const milliseconds = Date.now() - begin;
            const requests = proxy.requests;
            proxy.plan = () => undefined;
            return { first, milliseconds, requests, next: await pushAndRead(repository) };
        } finally {
            await proxy.stop();
        }
    }

    async function pushAndRead(repository: string): Promise<Pushed> {
        const { username, password } = registry;
        const client = await openRepository(repository, { username, password, server: repository });
        const order = { engine: docker, imageId: TINY, repository: client, tag: "one", labels: {}, known: [] };
        const { digest } = await publishImage({ ...order, compression: { format: "gzip", level: 6 } });
        return { digest, size: await readImageSize(client, digest) };
    }

    for (const fault of FAULTS) {
        test(`"${fault}": the right image, or a clear error and the right image next`, async () => {
            const right = clean.first as Pushed;
            const count = clean.requests.length;
            assert.ok(count > 10, `${count} requests`);
            const numbers = [...Array(count).keys()];
            const worker = async () => {
                for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) {
                    const wanted = number;
                    const { first, milliseconds, requests, next } = await attempt((at) =>
                        at === wanted ? fault : undefined,
                    );
                    const what = `request ${wanted}, ${requests[wanted]?.method} ${requests[wanted]?.path}: ${first}`;
                    assert.ok(milliseconds < BOUND_MS, `${milliseconds} ms at ${what}`);
                    assert.deepEqual(next, right, what);
                    if (first instanceof Error) {
                        assertClear(first.message, what);
                    } else {
                        assert.deepEqual(first, right, what);
                    }
                }
            };
            await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
        });
    }
});

/** A failure names its request, what happened, and what to do. */
function assertClear(message: string, what: string): void {
    assert.match(message, /^[A-Z]+ http:\/\/127\.0\.0\.1:\d+\/v2\/\S+: \S.*: .+\. .+\.$/, what);
}

/** An image of two layers from nothing: what is pushed is as little as can be. */
async function buildTiny(docker: Docker): Promise<void> {
    const context = mkdtempSync(join(tmpdir(), "tiny-"));
    try {
        writeFileSync(join(context, "Dockerfile"), "FROM scratch\nCOPY one /\nCOPY two /\n");
        writeFileSync(join(context, "one"), "1".repeat(10_000));
        writeFileSync(join(context, "two"), `${process.hrtime.bigint()}`);
        const built = await runBuild(docker, { context, buildArguments: {}, platform: "linux/amd64", tag: TINY });
        assert.ok("imageId" in built, JSON.stringify(built));
    } finally {
        rmSync(context, { recursive: true });
    }
}
