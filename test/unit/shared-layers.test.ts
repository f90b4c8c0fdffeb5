import assert from "node:assert/strict";
import { test } from "node:test";
import type { KnownLayer, Published } from "../../components/publish/order";
import { sharingLayers } from "../../components/python-image/flow/shared-layers";
import { RegistryClient } from "../../components/registry/client";
import { parseRepository } from "../../components/registry/reference";

const client = (name: string) => new RegistryClient(parseRepository(`127.0.0.1:9/${name}`));

function layerOf(engineDiffId: string): KnownLayer {
    const blob = { mediaType: "layer", digest: `sha256:${engineDiffId}`, size: 1 };
    return { engineDiffId, diffId: engineDiffId, blob, unpackedBytes: 1 };
}

function imageOf(ids: string[]): Published {
    const descriptor = { mediaType: "", digest: "", size: 0 };
    return { digest: "", manifest: descriptor, config: descriptor, layers: ids.map(layerOf), sentBytes: 0 };
}

test("what images have in common is published by one of them, and known to the others", async () => {
    const log: string[] = [];
    const publish = (name: string, ids: string[]) =>
        sharingLayers({ ids, known: [], compression: "gzip 6" }, client(name), async (known) => {
            log.push(
                `${name} begins, knows ${known.map(({ engineDiffId, from }) => `${engineDiffId} of ${from?.repository.path}`)}`,
            );
            await new Promise((resolve) => setTimeout(resolve, 5));
            log.push(`${name} ends`);
            return imageOf(ids);
        });
    await Promise.all([
        publish("one", ["base", "environment", "code-1"]),
        publish("two", ["base", "environment", "code-2"]),
        publish("other", ["other-base"]),
    ]);
    assert.deepEqual(log, [
        "one begins, knows ",
        "other begins, knows ",
        "one ends",
        "two begins, knows base of one,environment of one",
        "other ends",
        "two ends",
    ]);
});

test("one that fails hides no other: the next one publishes what they have in common", async () => {
    const ids = ["shared-2"];
    const failing = sharingLayers({ ids, known: [], compression: "gzip 6" }, client("one"), async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        throw new Error("denied");
    });
    const next = sharingLayers({ ids, known: [], compression: "gzip 6" }, client("two"), async (known) => {
        assert.deepEqual(known, []);
        return imageOf(ids);
    });
    await assert.rejects(failing, /denied/);
    assert.equal((await next).layers.length, 1);
});

test("another compression is another layer", async () => {
    const publish = (compression: string) =>
        sharingLayers({ ids: ["shared-3"], known: [], compression }, client("one"), async (known) => {
            assert.deepEqual(known, []);
            return imageOf(["shared-3"]);
        });
    await Promise.all([publish("gzip 6"), publish("zstd 9")]);
});

test("a layer that changes nothing is in no registry, and nobody waits for it", async () => {
    let atOnce = 0;
    let most = 0;
    const publish = (code: string) =>
        sharingLayers({ ids: ["nothing", code], known: [], compression: "gzip 6" }, client(code), async () => {
            most = Math.max(most, ++atOnce);
            await new Promise((resolve) => setTimeout(resolve, 5));
            atOnce -= 1;
            return imageOf([code]);
        });
    await publish("code-3");
    await Promise.all([publish("code-4"), publish("code-5")]);
    assert.equal(most, 2);
});
