/** Size of one variant, in bytes. */
export interface ComparisonRow {
    /** Name of the variant. */
    name: string;
    /** What to deploy: `repository@sha256:…`; the id of the local image with `push: false`. */
    ref: string;
    /** What a cold pull moves. 0 with `push: false`. */
    compressedBytes: number;
    /** All layers as tar streams. */
    unpackedBytes: number;
}

/** One way to measure an image. */
export interface Measure {
    name: "compressed" | "unpacked";
    bytes: (row: ComparisonRow) => number;
}

/** How the rows are measured: images that were not pushed have no compressed size. */
export function measuresOf(rows: ComparisonRow[]): Measure[] {
    const compressed: Measure = { name: "compressed", bytes: (row) => row.compressedBytes };
    const unpacked: Measure = { name: "unpacked", bytes: (row) => row.unpackedBytes };
    return rows.every((row) => row.compressedBytes > 0) ? [compressed, unpacked] : [unpacked];
}
