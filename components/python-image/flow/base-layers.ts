import type Docker from "dockerode";
import type { KnownLayer } from "../../publish/order";
import { readImageConfig } from "../../registry/image-config";
import { parseImageName } from "../../registry/image-name";
import { readManifest } from "../../registry/manifest";
import { parseRepository } from "../../registry/reference";
import { unpackedBytes } from "../../registry/unpacked";
import { openRepository } from "../registry-access";
import type { BaseIdentity } from "./base-identity";
import type { Wish } from "./wish";

/** The layers of a base. */
export interface BaseLayers {
    /** Digests of the layers as tar streams, from the lowest. */
    diffIds: string[];
    /** Their published form, where the base lies in the registry that the image goes to: there they are mounted. */
    known: KnownLayer[];
}

const none: BaseLayers = { diffIds: [], known: [] };

/** The layers of a base, from its registry, else from the engine; none where neither tells. */
export async function baseLayersOf(base: BaseIdentity, wish: Wish, engine: Docker): Promise<BaseLayers> {
    const isPushed = base.reference.includes("@");
    const inRegistry = isPushed ? await fromRegistry(base, wish).catch(() => undefined) : undefined;
    return inRegistry ?? fromEngine(base, engine).catch(() => none);
}

async function fromRegistry({ reference, digest }: BaseIdentity, wish: Wish): Promise<BaseLayers> {
    const { repository } = parseImageName(reference);
    const client = await openRepository(repository.name, wish.login, wish.insecure);
    const manifest = await readManifest(client, digest, wish.platform);
    const { rootfs } = await readImageConfig(client, manifest);
    const isNear = repository.host === parseRepository(wish.repository).host;
    const known = isNear
        ? manifest.layers.map(async (blob, place) => {
              const diffId = rootfs.diff_ids[place] ?? "";
              return {
                  engineDiffId: diffId,
                  diffId,
                  blob,
                  unpackedBytes: await unpackedBytes(client, blob),
                  from: client,
              };
          })
        : [];
    return { diffIds: rootfs.diff_ids, known: await Promise.all(known) };
}

async function fromEngine({ name }: BaseIdentity, engine: Docker): Promise<BaseLayers> {
    const { RootFS } = await engine.getImage(name).inspect();
    return { diffIds: RootFS.Layers ?? [], known: [] };
}
