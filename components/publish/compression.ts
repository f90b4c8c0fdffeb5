/** How layers are compressed. */
export interface LayerCompression {
    format: "gzip" | "zstd";
    /** 1 to 9 for gzip, 1 to 22 for zstd. */
    level: number;
}

/** Levels where none is asked for. */
export const DEFAULT_LEVELS: { [format in LayerCompression["format"]]: number } = { gzip: 6, zstd: 9 };
/** Highest levels that there are. */
export const HIGHEST_LEVELS: { [format in LayerCompression["format"]]: number } = { gzip: 9, zstd: 22 };

/** Media type of a layer of an OCI image. */
export function layerMediaType({ format }: Pick<LayerCompression, "format">): string {
    return `application/vnd.oci.image.layer.v1.tar+${format}`;
}
