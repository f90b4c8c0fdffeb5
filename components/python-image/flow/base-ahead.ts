import { connectEngine } from "../../engine/connect";
import { type PackedAhead, packAhead } from "../../publish/pack-ahead";
import { runtimeBase } from "./built-facts";
import type { BuiltImage } from "./built-image";
import { compressionName } from "./layers";

/** Bases that this program has begun to write anew: the layers of one are published once. */
const begun = new Set<string>();

type Wanted = Pick<BuiltImage, "site" | "wish" | "last" | "bases">;

/**
 * Begins to write the layers of a base anew while the image is built, where that will be wanted: an engine alone has the
 * base, and nothing that was published before tells what becomes of it.
 */
export function baseAhead({ site, wish, last, bases }: Wanted): PackedAhead | undefined {
    const { name, digest, reference } = runtimeBase(bases);
    const compression = compressionName(wish.compression);
    const isEngines = digest !== "" && !reference.includes("@");
    const isKnown = last?.deployed?.compression === compression;
    const key = JSON.stringify([wish.engineHost, digest, compression]);
    if (!wish.push || !site.staged.isOverBase || !isEngines || isKnown || begun.has(key)) {
        return undefined;
    }
    begun.add(key);
    return packAhead(connectEngine(wish.engineHost), name, wish.compression);
}
