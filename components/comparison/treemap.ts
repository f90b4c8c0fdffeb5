import type { InstalledPackage } from "../python-image/outputs/image-facts";
import { humanBytes } from "../python-image/size-report";
import { type Rectangle, squarify } from "./squarify";
import { svgElement, svgPicture, svgText, textWidth } from "./svg";

const width = 1000;
const height = 560;
const gap = 2;
const lineHeight = 20;

/** Dark enough for white letters. */
const colours = ["#1f4e8c", "#2a7f62", "#8a4f1d", "#6b3a83", "#a23b4a", "#2b7a8c", "#5c6b1e", "#4a4f6a"];

/** The distributions of an environment, each as a rectangle of the size that it takes there, as SVG. */
export function packageTreemap(packages: InstalledPackage[]): string {
    const shown = packages.filter(({ bytes }) => bytes > 0).sort((one, other) => other.bytes - one.bytes);
    const places = squarify(
        shown.map(({ bytes }) => bytes),
        { x: 0, y: 0, width, height },
    );
    const elements = places.flatMap((place, index) => {
        const { name, version, bytes } = shown[index] as InstalledPackage;
        return [
            svgElement("rect", { ...inner(place), fill: colours[index % colours.length] as string }),
            ...label([`${name} ${version}`, humanBytes(bytes)], place),
        ];
    });
    return svgPicture({ title: "Sizes of the packages", width, height }, elements);
}

/** The part of a rectangle between its gaps. */
function inner({ x, y, width, height }: Rectangle): { x: number; y: number; width: number; height: number } {
    return { x: x + gap / 2, y: y + gap / 2, width: Math.max(0, width - gap), height: Math.max(0, height - gap) };
}

/** The lines in the middle of a rectangle, if it has room for them. */
function label(lines: string[], { x, y, width, height }: Rectangle): string[] {
    const room = { width: width - 8, height: height - 8 };
    if (room.height < lines.length * lineHeight || room.width < Math.max(...lines.map((line) => textWidth(line)))) {
        return [];
    }
    const first = y + height / 2 - ((lines.length - 1) * lineHeight) / 2;
    return lines.map((line, index) =>
        svgText(line, { x: x + width / 2, y: first + index * lineHeight, "text-anchor": "middle", fill: "#ffffff" }),
    );
}
