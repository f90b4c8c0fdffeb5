import { extract } from "tar-stream";
import type { InstalledPackage } from "./image-facts";

/** Where the inventory of the environment lies in the image, in a small layer of its own. */
const sbomPath = "usr/share/python-image/sbom.cdx.json";
const bytesProperty = "python-image:bytes";

interface Component {
    type: string;
    name: string;
    version?: string;
    purl?: string;
    properties?: { name: string; value: string }[];
}

/**
 * The layer of `layers`, from the base upwards, that holds the inventory; undefined if the image has none. Told by the
 * instruction that made it, and counted from the end: not every base has a history of all its layers.
 */
export function sbomLayer<Layer>(
    history: { created_by?: string; empty_layer?: boolean }[],
    layers: Layer[],
): Layer | undefined {
    const made = history.filter((entry) => entry.empty_layer !== true);
    const found = made.findLastIndex((entry) => /COPY \/out\/sbom \//.test(entry.created_by ?? ""));
    return found === -1 ? undefined : layers[layers.length - made.length + found];
}

/** Reads the inventory out of its layer, a tar stream. Undefined if it is not there. */
export async function readSbom(layer: Buffer): Promise<InstalledPackage[] | undefined> {
    const archive = extract();
    archive.end(layer);
    for await (const entry of archive) {
        const chunks: Buffer[] = [];
        for await (const chunk of entry) {
            chunks.push(chunk as Buffer);
        }
        if (entry.header.name.replace(/^\.?\//, "") === sbomPath) {
            return packagesOf(JSON.parse(Buffer.concat(chunks).toString("utf8")));
        }
    }
    return undefined;
}

function packagesOf(sbom: { components?: Component[] }): InstalledPackage[] {
    return (
        (sbom.components ?? [])
            // What belongs to no distribution stands there as data.
            .filter(({ type }) => type === "library")
            .flatMap(({ name, version = "", properties = [] }) => {
                const bytes = properties.find((property) => property.name === bytesProperty)?.value;
                return bytes === undefined ? [] : [{ name, version, bytes: Number(bytes) }];
            })
            .sort((one, other) => other.bytes - one.bytes || (one.name < other.name ? -1 : 1))
    );
}
