import type { KnownLayer, Published } from "../../publish/order";

/** Layers that this program has published, by their compression and the engine's name for them. */
const published = new Map<string, KnownLayer>();
/** Layers of images that it has published which change nothing: no registry gets them. */
const empty = new Set<string>();
/** Layers that it is publishing. */
const underWay = new Map<string, Promise<unknown>>();

/** The layers of an image, before it is published. */
export interface OwnLayers {
    /** As the engine identifies them. */
    ids: string[];
    /** Those whose published form is known. */
    known: KnownLayer[];
    /** How they are compressed. */
    compression: string;
}

/**
 * Publishes an image of a program that may have many: layers that another of them is publishing just now, such as their
 * common environment, are waited for, and then known. What is published stands for whatever image has the same.
 *
 * @param from the repository that they go to, as one to copy them from
 */
export async function sharingLayers(
    { ids, known, compression }: OwnLayers,
    from: NonNullable<KnownLayer["from"]>,
    publish: (known: KnownLayer[]) => Promise<Published>,
): Promise<Published> {
    const given = new Set(known.map(({ engineDiffId }) => engineDiffId));
    const keyOf = (id: string) => `${compression} ${id}`;
    const wanted = ids.filter((id) => !given.has(id)).map(keyOf);
    const busy = () => wanted.flatMap((key) => (isSettled(key) ? [] : (underWay.get(key) ?? [])))[0];
    for (let other = busy(); other !== undefined; other = busy()) {
        await other.catch(() => undefined);
    }
    const own = wanted.filter((key) => !isSettled(key));
    const done = publish([...known, ...wanted.flatMap((key) => published.get(key) ?? [])]);
    for (const key of own) {
        underWay.set(key, done);
    }
    try {
        const image = await done;
        for (const layer of image.layers) {
            published.set(keyOf(layer.engineDiffId), { ...layer, from });
        }
        for (const key of own.filter((one) => !published.has(one))) {
            empty.add(key);
        }
        return image;
    } finally {
        for (const key of own) {
            underWay.delete(key);
        }
    }
}

function isSettled(key: string): boolean {
    return published.has(key) || empty.has(key);
}
