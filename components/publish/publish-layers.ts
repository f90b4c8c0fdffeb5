import { CodedError } from "../errors/coded-error";
import { hasBlob, pushBlob } from "../registry/writing/push-blob";
import { type BuiltImage, EMPTY_LAYER, inspectImage } from "./export/built-image";
import { type SavedLayer, saveImage } from "./export/save-image";
import { type FoundLayer, findLayer } from "./known-layers";
import { limitTo } from "./layer/limit";
import type { PackedLayer } from "./layer/pack-layer";
import { packNormalized } from "./normal-layer";
import type { PublishedLayer, PublishOrder } from "./order";
import type { Progress } from "./progress";

/** Layers that are written anew at once: one of them uses all cores, while others are exported and sent. */
const AT_ONCE = 1;

/**
 * Sees to it that the repository has all layers of an image.
 *
 * @returns the layers from the base upwards without those that change nothing, and the bytes that were sent
 */
export async function publishLayers(
    order: PublishOrder,
    image: BuiltImage,
    progress: Progress,
): Promise<{ layers: PublishedLayer[]; sentBytes: number }> {
    const ids = [...new Set(image.engineDiffIds)].filter((id) => id !== EMPTY_LAYER);
    const found = new Map<string, FoundLayer | undefined>();
    const known = order.known.filter(({ engineDiffId }) => ids.includes(engineDiffId));
    for (const layer of known) {
        found.set(layer.engineDiffId, await findLayer(order.repository, layer, progress));
    }
    const unknown = ids.filter((id) => found.get(id) === undefined);
    for (const [id, layer] of await sendLayers(order, image, unknown, progress)) {
        found.set(id, layer);
    }
    const published = image.engineDiffIds.flatMap((id) => found.get(id)?.layer ?? []);
    const sentBytes = [...found.values()].reduce((sum, layer) => sum + (layer?.sentBytes ?? 0), 0);
    return { layers: published, sentBytes };
}

/** Exports layers that nobody has yet, writes them anew, and sends them; all of that side by side. */
async function sendLayers(
    order: PublishOrder,
    image: BuiltImage,
    unknown: string[],
    progress: Progress,
): Promise<Map<string, FoundLayer | undefined>> {
    const sent = new Map<string, FoundLayer | undefined>();
    const inTurn = limitTo(AT_ONCE);
    const working: Promise<void>[] = [];
    const baseIds = new Set(image.engineDiffIds.slice(0, order.baseLayers ?? 0));
    const begin = (work: Promise<void>) => {
        // Who waits for it comes later: until then a failure is nobody's.
        work.catch(() => {});
        working.push(work);
    };
    const take = (saved: SavedLayer, as = saved.engineDiffId) => {
        const packing = inTurn(() => packNormalized(saved, baseIds.has(as), order.compression));
        begin(
            packing.then(async (packed) => {
                sent.set(as, packed && (await send(order, packed, as, progress)));
            }),
        );
    };
    const last = image.engineDiffIds.at(-1);
    const exports: Promise<void>[] = [];
    const ofBase = order.ahead === undefined ? [] : unknown.filter((id) => baseIds.has(id));
    let whole = unknown.filter((id) => !ofBase.includes(id));
    if (order.codeTarget !== undefined && last !== undefined && unknown.includes(last)) {
        whole = whole.filter((id) => id !== last);
        exports.push(saveCode(order, (layer) => take(layer, last)));
    }
    const save = async (ids: string[]) => {
        if (ids.length > 0) {
            progress.begin(`exporting ${ids.length} layer${ids.length === 1 ? "" : "s"}`);
            await saveImage(order.engine, image.id, { wanted: new Set(ids), all: image.engineDiffIds }, (layer) =>
                take(layer),
            );
        }
    };
    const sendAhead = async () => {
        const packed = (await order.ahead?.take(ofBase)) ?? new Map<string, PackedLayer>();
        for (const [id, layer] of packed) {
            begin(send(order, layer, id, progress).then((found) => void sent.set(id, found)));
        }
        await save(ofBase.filter((id) => !packed.has(id)));
    };
    exports.push(save(whole), sendAhead());
    try {
        await Promise.all(exports);
        await Promise.all(working);
    } finally {
        await Promise.allSettled([...exports, ...working]);
    }
    return sent;
}

/** Exports the stage that holds the last layer alone. */
async function saveCode(order: PublishOrder, take: (layer: SavedLayer) => void): Promise<void> {
    const id = (await order.codeTarget?.()) ?? order.imageId;
    const { engineDiffIds } = await inspectImage(order.engine, id);
    const layers = engineDiffIds.filter((one) => one !== EMPTY_LAYER);
    if (layers.length > 1) {
        const remedy = "Its stage has to start from scratch, and copy once.";
        throw new CodedError("PI5003", `codeTarget: expected an image of one layer, got ${layers.length}. ${remedy}`);
    }
    if (layers.length > 0) {
        await saveImage(order.engine, id, { wanted: new Set(layers), all: engineDiffIds }, take);
    }
}

async function send(
    { repository }: PublishOrder,
    packed: PackedLayer,
    engineDiffId: string,
    progress: Progress,
): Promise<FoundLayer> {
    const { diffId, unpackedBytes, blob, spool } = packed;
    const layer = { engineDiffId, diffId, unpackedBytes, blob };
    try {
        if (await hasBlob(repository, blob.digest)) {
            return { layer, sentBytes: 0 };
        }
        progress.add(blob.size);
        await pushBlob(
            repository,
            { digest: blob.digest, size: blob.size, open: (start, end) => spool.parts(start, end) },
            progress.sent,
        );
        return { layer, sentBytes: blob.size };
    } finally {
        spool.close();
    }
}
