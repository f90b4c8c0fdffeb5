import { buffer } from "node:stream/consumers";
import { pack } from "tar-stream";
import { type HandmadeImage, makeImage, OCI, tarLike } from "./registry-image";

/** A package as the inventory of an image tells of it. */
export interface ListedPackage {
    name: string;
    version: string;
    bytes: number;
}

/** An image of some size with an inventory of its environment, made by hand. */
export async function imageWithInventory(blocks: number, packages: ListedPackage[]): Promise<HandmadeImage> {
    const components = packages.map(({ name, version, bytes }) => ({
        type: "library",
        name,
        version,
        properties: [{ name: "python-image:bytes", value: String(bytes) }],
    }));
    const archive = pack();
    archive.entry({ name: "usr/share/python-image/sbom.cdx.json" }, JSON.stringify({ components }));
    archive.finalize();
    return makeImage([{ tar: tarLike(blocks) }, { tar: await buffer(archive) }], OCI, [
        { created_by: "COPY /out/root / # buildkit" },
        { created_by: "COPY /out/sbom / # buildkit" },
    ]);
}
