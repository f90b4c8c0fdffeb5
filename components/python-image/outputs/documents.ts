import type { InstalledPackage } from "./image-facts";
import { packagesOf } from "./sbom";

/** Where the documents of an image lie in it, in a small layer of their own. */
export const documentsDirectory = "usr/share/python-image";

/** What the verify stage wrote about an image. */
export interface Documents {
    /** Largest first. */
    packages: InstalledPackage[];
    /** What the proof noted, and a user should act on. */
    warnings: string[];
    /** The inventory itself: CycloneDX, JSON. */
    sbom: Buffer;
}

/** Reads the documents by their names, with what gives a file of their directory; undefined if there is no inventory. */
export function readDocuments(read: (name: string) => Buffer | undefined): Documents | undefined {
    const sbom = read("sbom.cdx.json");
    const warnings = read("warnings.json");
    return (
        sbom && {
            packages: packagesOf(sbom),
            warnings: warnings === undefined ? [] : JSON.parse(warnings.toString("utf8")),
            sbom,
        }
    );
}
