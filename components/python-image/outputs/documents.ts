import type { InstalledPackage } from "./image-facts";
import { packagesOf } from "./sbom";

/** Where the documents of an image lie in it, in a small layer of their own. */
export const documentsDirectory = "usr/share/python-image";
const [inventory, proof, source] = ["sbom.cdx.json", "warnings.json", "source-warnings.json"] as const;
/** Their names: the inventory, the warnings of the proof, and those of the application's code. */
export const documentNames = [inventory, proof, source];

/** What the verify stage wrote about an image. */
export interface Documents {
    /** Largest first. */
    packages: InstalledPackage[];
    /** What the proof noted, and a user should act on. */
    warnings: string[];
    /** The inventory itself: CycloneDX, JSON. */
    sbom: Buffer;
}

/** Gives a file of the documents' directory by its name. */
export type ReadDocument = (name: string) => Buffer | undefined;

/** Reads the documents; undefined if there is no inventory. */
export function readDocuments(read: ReadDocument): Documents | undefined {
    const sbom = read(inventory);
    const warnings = [...textsOf(read(proof)), ...sourceWarnings(read)];
    return sbom && { packages: packagesOf(sbom), warnings, sbom };
}

/** What was noted of the application's code, in the layer of which it lies. */
export function sourceWarnings(read: ReadDocument): string[] {
    return textsOf(read(source));
}

/** Reads documents that may lie in several layers; the topmost comes first, and what is below the inventory's is not read. */
export async function readFromLayers<Layer>(
    layers: Layer[],
    reader: (layer: Layer) => ReadDocument | Promise<ReadDocument>,
): Promise<Documents | undefined> {
    const readers: ReadDocument[] = [];
    for (const layer of layers) {
        readers.push(await reader(layer));
        const documents = readDocuments((name) =>
            readers.map((read) => read(name)).find((found) => found !== undefined),
        );
        if (documents !== undefined) {
            return documents;
        }
    }
    return undefined;
}

function textsOf(json: Buffer | undefined): string[] {
    return json === undefined ? [] : JSON.parse(json.toString("utf8"));
}
