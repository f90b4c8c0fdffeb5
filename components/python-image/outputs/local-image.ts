import type Docker from "dockerode";
import { inspectImage } from "../../publish/export/built-image";
import { saveImage } from "../../publish/export/save-image";
import { readFile } from "../../publish/tar/read-file";
import type { ImageFacts, InstalledPackage } from "./image-facts";
import { packagesOf, sbomPath } from "./sbom";

/** What is known of one layer. */
interface MeasuredLayer {
    bytes: number;
    /** What its inventory lists; undefined if it has none. */
    packages: InstalledPackage[] | undefined;
}

/**
 * Reads a local image as the engine exports it.
 *
 * @throws Error if the engine has no such image
 */
export async function readLocalImage(docker: Docker, id: string): Promise<ImageFacts> {
    const { engineDiffIds } = await inspectImage(docker, id);
    const measured = new Map<string, MeasuredLayer>();
    await saveImage(docker, id, { wanted: new Set(engineDiffIds), all: engineDiffIds }, ({ engineDiffId, spool }) => {
        try {
            const inventory = readFile(spool, sbomPath);
            measured.set(engineDiffId, { bytes: spool.size, packages: inventory && packagesOf(inventory) });
        } finally {
            spool.close();
        }
    });
    const found = engineDiffIds.map((digest) => ({ digest, ...(measured.get(digest) as MeasuredLayer) }));
    const layers = found.map(({ digest, bytes }) => ({ digest, compressedBytes: 0, unpackedBytes: bytes }));
    return {
        size: {
            compressedBytes: 0,
            unpackedBytes: layers.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0),
            layers,
        },
        packages: found.findLast(({ packages }) => packages !== undefined)?.packages ?? [],
    };
}
