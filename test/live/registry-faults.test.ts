import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { RegistryClient } from "../../components/registry/client";
import { isPresent } from "../../components/registry/presence";
import { parseRepository } from "../../components/registry/reference";
import { readImageSize } from "../../components/registry/size";
import { failure, HASTE } from "../support/registry-fake";
import { FAULTS, type FaultProxy, startFaultProxy } from "../support/registry-fault-proxy";
import { makeImage, pushImage, tarLike } from "../support/registry-image";
import { registryMissing } from "../support/registry-process";
import { startRegistry, type TestRegistry } from "../support/registry-server";

const image = makeImage([{ tar: tarLike(400) }, { tar: tarLike(30) }, { tar: tarLike(5) }]);
const PATIENCE = { ...HASTE, attempts: 3 };
/** Milliseconds in which a read must be over: all attempts at the limit of their patience, twice for a reading of two steps. */
const BOUND_MS = 2 * PATIENCE.attempts * (PATIENCE.attemptMs + PATIENCE.longestPauseMs);

describe("a registry behind a proxy that spoils answers", { skip: registryMissing }, () => {
    let registry: TestRegistry;
    let proxy: FaultProxy;
    before(async () => {
        registry = await startRegistry({ auth: "htpasswd" });
        await pushImage(registry.host, "team/api", image, registry.authorization("team/api"));
        proxy = await startFaultProxy(registry.host, { delayMs: 700 });
    });
    after(async () => {
        await proxy.stop();
        await registry.stop();
    });

    const client = () => new RegistryClient(parseRepository(`${proxy.host}/team/api`), registry, PATIENCE);
    const read = () => readImageSize(client(), image.digest);
    /** Four bytes that arrive whole but changed cannot be told from others; TCP and TLS see to that. */
    const detectable = (fault: string, path: string) => fault !== "corrupt" || path.includes("/manifests/");

    for (const fault of FAULTS) {
        test(`"${fault}" at each request of a read in turn does not change what is read`, async () => {
            proxy.plan = () => undefined;
            proxy.reset();
            const expected = await read();
            assert.equal(expected.unpackedBytes, 435 * 512);
            const requests = proxy.requests.length;
            for (let number = 0; number < requests; number++) {
                proxy.reset();
                proxy.plan = (at, { path }) => (at === number && detectable(fault, path) ? fault : undefined);
                assert.deepEqual(await read(), expected, `request ${number}`);
            }
            assert.ok(requests >= 1 + 1 + image.layers.length, "a challenge, the manifest and each layer");
        });

        test(`"${fault}" at every request from one on ends in a clear error, in time`, async () => {
            proxy.plan = () => undefined;
            proxy.reset();
            const expected = await read();
            const requests = proxy.requests.length;
            for (let first = 0; first < requests; first++) {
                proxy.reset();
                proxy.plan = (at, { path }) => (at >= first && detectable(fault, path) ? fault : undefined);
                const begin = Date.now();
                const outcome = await read().catch((error) => error);
                assert.ok(Date.now() - begin < BOUND_MS, `request ${first} took ${Date.now() - begin} ms`);
                const spoiled = proxy.requests.some((request) => request.fault !== undefined);
                assert.equal(outcome instanceof Error, spoiled, `request ${first}: ${outcome}`);
                if (outcome instanceof Error) {
                    assert.match(
                        outcome.message,
                        /^GET http:\/\/127\.0\.0\.1:\d+\/v2\/team\/api\/\S+: \S.*: .+\. .+\.$/,
                    );
                } else {
                    assert.deepEqual(outcome, expected);
                }
            }
            proxy.plan = () => undefined;
            assert.deepEqual(await read(), expected, "the next clean read");
        });

        test(`"${fault}" at every request never makes an image gone`, async () => {
            proxy.plan = () => fault;
            await failure(isPresent(client(), image.digest));
            proxy.plan = () => undefined;
            assert.equal(await isPresent(client(), image.digest), true);
        });
    }
});
