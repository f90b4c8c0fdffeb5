import * as pulumi from "@pulumi/pulumi";
import type Docker from "dockerode";
import { connectEngine } from "../../engine/connect";
import { loadImage } from "../../engine/load-image";
import { uncompressed } from "../../publish/export/uncompressed";
import type { PublishedLayer } from "../../publish/order";
import type { RegistryClient } from "../../registry/client";
import type { Descriptor } from "../../registry/content";
import type { Deployed, LastDeployment } from "../last-deployment";
import type { Bases } from "./base-identity";
import { runtimeBase, sharedLength } from "./built-facts";
import { readLastPublished } from "./last-published";
import type { Wish } from "./wish";

/** Bytes a millisecond below which a layer is not waited for. */
const slowest = 250;

/** Environments that engines are being given, by the engine and the image's name there. */
const underWay = new Map<string, Promise<void>>();

/**
 * Gives the engine an image of all that lies below the application's code: the base that it has, and published layers, which go
 * through this program, which needs no more of the engine than a build does: it may not reach the registry, nor be allowed to.
 * (BuildKit's inline cache tells of layers as the engine has made them; those that are published are written anew.)
 *
 * @param name of the image in the engine
 * @throws RegistryError
 * @throws Error if the engine does not take it
 */
export async function publishedEnvironment(
    name: string,
    last: LastDeployment,
    deployed: Deployed,
    wish: Wish,
    component: pulumi.Resource,
): Promise<void> {
    const key = `${wish.engineHost ?? ""} ${name}`;
    const given = underWay.get(key) ?? give(name, last, deployed, wish, component);
    underWay.set(key, given);
    await given.finally(() => underWay.delete(key));
}

async function give(
    name: string,
    last: LastDeployment,
    deployed: Deployed,
    wish: Wish,
    component: pulumi.Resource,
): Promise<void> {
    const { client, config, below } = await readLastPublished(last, deployed, wish);
    const { history: _, ...settings } = config;
    const engine = connectEngine(wish.engineHost);
    const load = (present: number) =>
        loadImage(engine, {
            name,
            config: { ...settings, rootfs: { type: "layers", diff_ids: below.map(diffIdWith(present)) } },
            // Unpacked on the way: the engine takes longer to do it, and older ones read no zstd.
            layers: below.map(({ blob, unpackedBytes }, place) =>
                place < present
                    ? undefined
                    : { size: unpackedBytes, open: async () => uncompressed(await openBlob(client, blob)) },
            ),
        });
    await pulumi.log.info("giving the engine the environment that was published", component, undefined, true);
    const present = await presentLayers(engine, deployed.bases, below);
    // The containerd store takes no image that does not hold all of its layers.
    await load(present).catch((error) => {
        if (present === 0) {
            throw error;
        }
        return load(0);
    });
}

/** The name of each layer for the engine: those that it has itself have their own. */
function diffIdWith(present: number) {
    return ({ engineDiffId, diffId }: PublishedLayer, place: number) => (place < present ? engineDiffId : diffId);
}

/** How many of the layers, from the lowest, the engine has as its own base; all of the base's or none. */
async function presentLayers(engine: Docker, bases: Bases, layers: PublishedLayer[]): Promise<number> {
    try {
        const { RootFS } = await engine.getImage(runtimeBase(bases).reference).inspect();
        const own = RootFS.Layers ?? [];
        const ids = layers.map(({ engineDiffId }) => engineDiffId);
        return sharedLength(own, ids) === own.length ? own.length : 0;
    } catch {
        return 0;
    }
}

function openBlob(client: RegistryClient, { digest, size }: Descriptor): Promise<AsyncIterable<Buffer>> {
    const asked = {
        method: "GET" as const,
        at: `blobs/${digest}`,
        statuses: [200],
        limitMs: 60_000 + Math.ceil(size / slowest),
    };
    return client.askOnce(asked, async ({ body }) => body);
}
