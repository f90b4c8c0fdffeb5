import type { ImageSize } from "../registry/image-size";
import type { SizeBudget } from "./args";
import type { ImageFacts } from "./outputs/image-facts";
import { humanBytes } from "./size-report";

const listedPackages = 5;

/** Why an image that is not pushed yet exceeds the budget; undefined if it does not. */
export function unpackedExcess(facts: ImageFacts, budget: SizeBudget): string | undefined {
    return excess("unpackedBytes", facts.size.unpackedBytes, budget.unpackedBytes, facts);
}

/** Why an image that was pushed exceeds the budget; undefined if it does not. */
export function compressedExcess(
    facts: ImageFacts,
    budget: SizeBudget,
    last: ImageSize | undefined,
): string | undefined {
    const found = excess("compressedBytes", facts.size.compressedBytes, budget.compressedBytes, facts);
    if (found !== undefined || budget.growthPercent === undefined || last === undefined || last.compressedBytes === 0) {
        return found;
    }
    const limit = Math.floor(last.compressedBytes * (1 + budget.growthPercent / 100));
    const grown = excess("growthPercent", facts.size.compressedBytes, limit, facts);
    return grown === undefined ? undefined : `${grown}\n${newLayers(facts.size, last)}`;
}

function excess(name: string, bytes: number, limit: number | undefined, facts: ImageFacts): string | undefined {
    if (limit === undefined || bytes <= limit) {
        return undefined;
    }
    const over = bytes - limit;
    const largest = facts.packages.slice(0, listedPackages);
    return [
        `sizeBudget.${name}: expected at most ${limit} bytes (${humanBytes(limit)}), got ${bytes} (${humanBytes(bytes)}), ` +
            `${over} bytes (${humanBytes(over)}) over. Drop or replace a package, prune more, take Strategy.Minimal, or raise the budget.`,
        "Largest packages:",
        ...largest.map((one) => `  ${humanBytes(one.bytes).padStart(8)}  ${one.name} ${one.version}`),
        "Layers, from the base upwards:",
        ...facts.size.layers.map(
            (layer) =>
                `  ${humanBytes(layer.compressedBytes || layer.unpackedBytes).padStart(8)}  ${layer.digest.slice(0, 19)}`,
        ),
    ].join("\n");
}

function newLayers(size: ImageSize, last: ImageSize): string {
    const known = new Set(last.layers.map((layer) => layer.digest));
    const grown = size.layers.filter((layer) => !known.has(layer.digest));
    const listed = grown.map(
        (layer) => `  ${humanBytes(layer.compressedBytes).padStart(8)}  ${layer.digest.slice(0, 19)}`,
    );
    return ["Layers that the last deployment did not have:", ...listed].join("\n");
}
