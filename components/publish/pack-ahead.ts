import type Docker from "dockerode";
import type { LayerCompression } from "./compression";
import { EMPTY_LAYER, inspectImage } from "./export/built-image";
import { saveImage } from "./export/save-image";
import { limitTo } from "./layer/limit";
import type { PackedLayer } from "./layer/pack-layer";
import { packNormalized } from "./normal-layer";

/** Layers of a base that are written anew while the image which is made from it is built. */
export interface PackedAhead {
    /**
     * Those of the layers that there are, by the engine's name for each, once all are written: whoever takes them closes
     * them. None where the engine did not give them: they come with the image then.
     */
    take(ids: readonly string[]): Promise<Map<string, PackedLayer>>;
    /** Gives back the room of what nobody has taken. */
    close(): Promise<void>;
}

/** Begins to write the layers of a base anew. */
export function packAhead(engine: Docker, name: string, compression: LayerCompression): PackedAhead {
    const packed = new Map<string, PackedLayer>();
    const close = () => {
        for (const { spool } of packed.values()) {
            spool.close();
        }
        packed.clear();
    };
    const done = packInto(packed, engine, name, compression).catch(close);
    return {
        take: async (ids) => {
            await done;
            const taken = new Map([...packed].filter(([id]) => ids.includes(id)));
            for (const id of taken.keys()) {
                packed.delete(id);
            }
            return taken;
        },
        close: () => done.then(close),
    };
}

async function packInto(
    packed: Map<string, PackedLayer>,
    engine: Docker,
    name: string,
    compression: LayerCompression,
): Promise<void> {
    const { engineDiffIds } = await inspectImage(engine, name);
    const ids = engineDiffIds.filter((id) => id !== EMPTY_LAYER);
    const inTurn = limitTo(1);
    const working: Promise<void>[] = [];
    try {
        await saveImage(engine, name, { wanted: new Set(ids), all: engineDiffIds }, (saved) => {
            const work = inTurn(() => packNormalized(saved, true, compression)).then(
                (layer) => void (layer && packed.set(saved.engineDiffId, layer)),
            );
            work.catch(() => {});
            working.push(work);
        });
        await Promise.all(working);
    } finally {
        await Promise.allSettled(working);
    }
}
