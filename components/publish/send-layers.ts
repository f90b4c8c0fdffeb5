import { CodedError } from "../errors/coded-error";
import { hasBlob, pushBlob } from "../registry/writing/push-blob";
import { type BuiltImage, EMPTY_LAYER, inspectImage } from "./export/built-image";
import { type SavedLayer, saveImage } from "./export/save-image";
import type { FoundLayer } from "./known-layers";
import { limitTo } from "./layer/limit";
import type { PackedLayer } from "./layer/pack-layer";
import { packNormalized } from "./normal-layer";
import type { PublishOrder } from "./order";
import type { Progress } from "./progress";

/** Layers that are written anew at once: one of them uses all cores, while others are exported and sent. */
const AT_ONCE = 1;

/** Layers that were sent, by the engine's name for them; undefined for those that change nothing. */
export type SentLayers = Map<string, FoundLayer | undefined>;

/** Exports layers that nobody has yet, writes them anew, and sends them; all of that side by side. */
export async function sendLayers(
    order: PublishOrder,
    image: BuiltImage,
    ids: string[],
    progress: Progress,
): Promise<SentLayers> {
    const line = new SendingLine(order, image, progress);
    const last = image.engineDiffIds.at(-1);
    const code = order.codeTarget === undefined ? undefined : ids.find((id) => id === last);
    const ahead = order.ahead === undefined ? [] : ids.filter((id) => id !== code && line.isOfBase(id));
    const others = ids.filter((id) => id !== code && !ahead.includes(id));
    const exports = [
        code === undefined ? undefined : saveCode(order, (layer) => line.take(layer, code)),
        line.save(others),
        line.sendAhead(ahead),
    ];
    // What was begun comes to its end, whatever fails.
    await Promise.allSettled(exports);
    await Promise.allSettled(line.working);
    await Promise.all([...exports, ...line.working]);
    return line.sent;
}

/** What becomes of layers once they are exported. */
class SendingLine {
    /** What was sent so far. */
    readonly sent: SentLayers = new Map();
    /** Layers that are being written anew or sent. */
    readonly working: Promise<void>[] = [];
    private readonly inTurn = limitTo(AT_ONCE);
    private readonly baseIds: Set<string>;

    constructor(
        private readonly order: PublishOrder,
        private readonly image: BuiltImage,
        private readonly progress: Progress,
    ) {
        this.baseIds = new Set(image.engineDiffIds.slice(0, order.baseLayers ?? 0));
    }

    isOfBase(id: string): boolean {
        return this.baseIds.has(id);
    }

    /** Writes an exported layer anew and sends it, `as` the image's layer of that name. */
    take(saved: SavedLayer, as = saved.engineDiffId): void {
        const packing = this.inTurn(() => packNormalized(saved, this.isOfBase(as), this.order.compression));
        this.begin(as, packing);
    }

    /** Exports layers of the image. */
    async save(ids: string[]): Promise<void> {
        if (ids.length === 0) {
            return;
        }
        this.progress.begin(`exporting ${ids.length} layer${ids.length === 1 ? "" : "s"}`);
        const wanted = { wanted: new Set(ids), all: this.image.engineDiffIds };
        await saveImage(this.order.engine, this.image.id, wanted, (layer) => this.take(layer));
    }

    /** Sends layers of the base that were packed while the image was built, and exports those that were not. */
    async sendAhead(ids: string[]): Promise<void> {
        const packed = (await this.order.ahead?.take(ids)) ?? new Map<string, PackedLayer>();
        for (const [id, layer] of packed) {
            this.begin(id, Promise.resolve(layer));
        }
        await this.save(ids.filter((id) => !packed.has(id)));
    }

    private begin(id: string, packing: Promise<PackedLayer | undefined>): void {
        const work = packing.then(async (packed) => {
            this.sent.set(id, packed && (await send(this.order, packed, id, this.progress)));
        });
        // Who waits for it comes later: until then a failure is nobody's.
        work.catch(() => {});
        this.working.push(work);
    }
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
