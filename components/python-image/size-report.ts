import type { ImageSize } from "../registry/image-size";

const units = ["B", "kB", "MB", "GB"];

/** Bytes with three digits and a decimal unit, as `docker images` shows them: `82.4 MB`. */
export function humanBytes(bytes: number): string {
    const rounded = Number(bytes.toPrecision(3));
    const exponent = Math.min(Math.floor(Math.log10(Math.max(rounded, 1)) / 3), units.length - 1);
    return `${rounded / 1000 ** exponent} ${units[exponent]}`;
}

/** One line on the size of an image and how it changed: `74.1 MB compressed (-3.2 %, -2.4 MB), 228 MB unpacked, 5 layers`. */
export function sizeLine(size: ImageSize, last: ImageSize | undefined): string {
    const parts = [
        ...(size.compressedBytes > 0 ? [`${humanBytes(size.compressedBytes)} compressed${change(size, last)}`] : []),
        `${humanBytes(size.unpackedBytes)} unpacked`,
        `${size.layers.length} layers`,
    ];
    return parts.join(", ");
}

function change(size: ImageSize, last: ImageSize | undefined): string {
    if (last === undefined || last.compressedBytes === 0) {
        return "";
    }
    const percent = (size.compressedBytes / last.compressedBytes - 1) * 100;
    const sign = percent > 0 ? "+" : percent < 0 ? "-" : "";
    return size.compressedBytes === last.compressedBytes
        ? " (unchanged)"
        : ` (${sign}${Math.abs(percent).toFixed(1)} %, ${sign}${humanBytes(Math.abs(size.compressedBytes - last.compressedBytes))})`;
}
