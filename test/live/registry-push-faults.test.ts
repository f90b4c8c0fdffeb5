import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import type Docker from "dockerode";
import { connectEngine } from "../../components/engine/connect";
import type { ImageOutputs } from "../support/live-program";
import { sharedMachine } from "../support/machine";
import { AWS_USER } from "../support/registry-aws";
import { runExample } from "../support/registry-example";
import { type Fault, type FaultPlan, startFaultProxy } from "../support/registry-fault-proxy";
import { forgetImages } from "../support/registry-images";
import { registryMissing } from "../support/registry-process";
import { startRegistry } from "../support/registry-server";

/** Where a whole program is tried; pushes alone are at each of their requests, in `registry-push-requests`. */
const SPOILED: [fault: Fault, method: string, path: RegExp][] = [
    ["500", "PUT", /\/manifests\//],
    ["502-html", "GET", /\/manifests\//],
];
/** Milliseconds in which a run must be over: a build from the cache, publishing with all pauses, the reading. */
const BOUND_MS = 90_000;

describe("a push through a proxy that spoils answers", { skip: registryMissing }, () => {
    let docker: Docker;
    let clean: ImageOutputs;

    before(async () => {
        const { engine } = await sharedMachine();
        process.env.DOCKER_HOST = engine.host;
        docker = connectEngine(engine.host);
        clean = (await pushOnce(() => undefined)).outputs;
    });

    /** One run against an empty registry; where it fails, a clean run after it. */
    async function pushOnce(plan: FaultPlan) {
        const registry = await startRegistry({ auth: "htpasswd", username: AWS_USER });
        const proxy = await startFaultProxy(registry.host);
        try {
            const target = { host: proxy.host, password: registry.password };
            proxy.plan = plan;
            const begin = Date.now();
            const first = await runExample("ecr", { registry: target });
            const milliseconds = Date.now() - begin;
            const spoiled = proxy.requests.filter(({ fault }) => fault !== undefined).length;
            proxy.plan = () => undefined;
            const right = first.error === undefined ? first : await runExample("ecr", { registry: target });
            assert.equal(right.error, undefined);
            const outputs = right.outputs as unknown as ImageOutputs;
            assert.equal((await registry.manifest("reports", outputs.digest)).digest, outputs.digest);
            return { error: first.error, milliseconds, spoiled, outputs };
        } finally {
            await forgetImages(docker, proxy.host);
            await proxy.stop();
            await registry.stop();
        }
    }

    for (const [fault, wanted, path] of SPOILED) {
        test(`"${fault}" at ${wanted} ${path.source}: the right image, or a clear error and the right image next`, async () => {
            let done = false;
            const { error, milliseconds, spoiled, outputs } = await pushOnce((_, request) => {
                const now = !done && request.method === wanted && path.test(request.path);
                done ||= now;
                return now ? fault : undefined;
            });
            assert.equal(spoiled, 1);
            assert.ok(milliseconds < BOUND_MS, `${milliseconds} ms`);
            assert.deepEqual([outputs.digest, outputs.size], [clean.digest, clean.size]);
            if (error !== undefined) {
                assert.match(error, /^[A-Z]+ http:\/\/127\.0\.0\.1:\d+\/v2\/\S+: \S.*: .+\. .+\.$/s);
            }
        });
    }
});
