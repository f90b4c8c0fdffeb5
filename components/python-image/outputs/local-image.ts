import type Docker from "dockerode";
import { inspectImage } from "../../publish/export/built-image";
import { saveImage } from "../../publish/export/save-image";
import { readFile } from "../../publish/tar/read-file";
import { type Documents, documentsDirectory, readDocuments } from "./documents";
import type { ImageFacts } from "./image-facts";

/** What is known of one layer. */
interface MeasuredLayer {
    bytes: number;
    /** What it tells of the image; undefined if it has no inventory. */
    documents: Documents | undefined;
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
            const documents = readDocuments((name) => readFile(spool, `${documentsDirectory}/${name}`));
            measured.set(engineDiffId, { bytes: spool.size, documents });
        } finally {
            spool.close();
        }
    });
    const found = engineDiffIds.map((digest) => ({ digest, ...(measured.get(digest) as MeasuredLayer) }));
    const layers = found.map(({ digest, bytes }) => ({ digest, compressedBytes: 0, unpackedBytes: bytes }));
    const { packages = [], warnings = [] } =
        found.findLast(({ documents }) => documents !== undefined)?.documents ?? {};
    return {
        size: {
            compressedBytes: 0,
            unpackedBytes: layers.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0),
            layers,
        },
        packages,
        warnings,
    };
}
