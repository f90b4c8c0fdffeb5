import type Docker from "dockerode";
import { inspectImage } from "../../publish/export/built-image";
import { saveImage } from "../../publish/export/save-image";
import { readFile } from "../../publish/tar/read-file";
import { documentNames, documentsDirectory, type ReadDocument, readFromLayers } from "./documents";
import type { ImageFacts } from "./image-facts";

/** What is known of one layer. */
interface MeasuredLayer {
    bytes: number;
    /** What it has of the image's documents. */
    documents: ReadDocument;
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
            const files = documentNames.map(
                (name) => [name, readFile(spool, `${documentsDirectory}/${name}`)] as const,
            );
            const documents = new Map<string, Buffer | undefined>(files);
            measured.set(engineDiffId, { bytes: spool.size, documents: (name) => documents.get(name) });
        } finally {
            spool.close();
        }
    });
    const found = engineDiffIds.map((digest) => ({ digest, ...(measured.get(digest) as MeasuredLayer) }));
    const layers = found.map(({ digest, bytes }) => ({ digest, compressedBytes: 0, unpackedBytes: bytes }));
    const topmostFirst = found.map(({ documents }) => documents).reverse();
    const { packages = [], warnings = [] } = (await readFromLayers(topmostFirst, (read) => read)) ?? {};
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
