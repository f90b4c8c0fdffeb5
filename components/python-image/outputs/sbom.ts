import type { InstalledPackage } from "./image-facts";

const bytesProperty = "python-image:bytes";

interface Component {
    type: string;
    name: string;
    version?: string;
    purl?: string;
    properties?: { name: string; value: string }[];
}

/** The distributions that an inventory, CycloneDX in JSON, lists. */
export function packagesOf(inventory: Buffer): InstalledPackage[] {
    const { components = [] } = JSON.parse(inventory.toString("utf8")) as { components?: Component[] };
    return (
        components
            // What belongs to no distribution stands there as data.
            .filter(({ type }) => type === "library")
            .flatMap(({ name, version = "", properties = [] }) => {
                const bytes = properties.find((property) => property.name === bytesProperty)?.value;
                return bytes === undefined ? [] : [{ name, version, bytes: Number(bytes) }];
            })
            .sort((one, other) => other.bytes - one.bytes || (one.name < other.name ? -1 : 1))
    );
}
