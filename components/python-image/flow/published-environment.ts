import * as pulumi from "@pulumi/pulumi";
import { connectEngine } from "../../engine/connect";
import { loadImage } from "../../engine/load-image";
import { isLocal } from "../../engine/local";
import { uncompressed } from "../../publish/export/uncompressed";
import type { RegistryClient } from "../../registry/client";
import type { Descriptor } from "../../registry/content";
import { readImageConfig } from "../../registry/image-config";
import { readManifest } from "../../registry/manifest";
import type { Deployed, LastDeployment } from "../last-deployment";
import { openRepository } from "../registry-access";
import type { Wish } from "./wish";

/** Bytes a millisecond below which a layer is not waited for. */
const slowest = 250;

/** Environments that engines are being given, by the engine and the image's name there. */
const underWay = new Map<string, Promise<void>>();

/**
 * Name, in the engine, of an image of all that lies below the application's code, if it has one or can be given one: where
 * the engine has not built the last deployment, and only the code has changed since, the published layers serve instead
 * of a whole installation. They go through this program, which needs no more of the engine than a build does: it may
 * not reach the registry, nor be allowed to. (BuildKit's inline cache tells of layers as the engine has made them; those
 * that are published are written anew.) Undefined if the build has to make it all.
 */
export async function publishedEnvironment(
    wish: Wish,
    last: LastDeployment | undefined,
    environmentHash: string,
    component: pulumi.Resource,
): Promise<string | undefined> {
    const name = `python-image-environment:${environmentHash.slice(0, 32)}`;
    const deployed = last?.deployed;
    try {
        if (await isLocal(name, wish.engineHost)) {
            return name;
        }
        if (
            !wish.push ||
            last === undefined ||
            deployed?.environmentHash !== environmentHash ||
            (deployed.imageId !== "" && (await isLocal(deployed.imageId, wish.engineHost)))
        ) {
            return undefined;
        }
        const key = `${wish.engineHost ?? ""} ${name}`;
        const given = underWay.get(key) ?? give(name, last.digest, deployed, wish, component);
        underWay.set(key, given);
        await given.finally(() => underWay.delete(key));
        return name;
    } catch (error) {
        // It would only have been faster.
        pulumi.log.debug(`${wish.name}: the engine was not given the published environment: ${error}`, component);
        return undefined;
    }
}

async function give(
    name: string,
    digest: string,
    { layers, codeLayer }: Deployed,
    wish: Wish,
    component: pulumi.Resource,
): Promise<void> {
    const client = await openRepository(wish.repository, wish.login, wish.insecure);
    const config = await readImageConfig(client, await readManifest(client, digest, wish.platform));
    const below = layers.filter(({ diffId }) => diffId !== codeLayer);
    const { history: _, ...settings } = config;
    await pulumi.log.info("giving the engine the environment that was published", component, undefined, true);
    await loadImage(connectEngine(wish.engineHost), {
        name,
        config: { ...settings, rootfs: { type: "layers", diff_ids: below.map(({ diffId }) => diffId) } },
        // Unpacked on the way: the engine takes longer to do it, and older ones read no zstd.
        layers: below.map(({ blob, unpackedBytes }) => ({
            size: unpackedBytes,
            open: async () => uncompressed(await openBlob(client, blob)),
        })),
    });
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
