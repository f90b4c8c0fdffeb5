import type { InstalledPackage } from "../python-image/outputs/image-facts";
import { humanBytes } from "../python-image/size-report";
import { draw } from "./draw";

const width = 1000;
const height = 560;

/** Dark enough for white letters. */
const colours = ["#1f4e8c", "#2a7f62", "#8a4f1d", "#6b3a83", "#a23b4a", "#2b7a8c", "#5c6b1e", "#4a4f6a"];

/** Square pixels below which a rectangle has no room for its name. */
const leastLabelled = 6000;

/** The distributions of an environment, each as a rectangle of the size that it takes there, as SVG. */
export function packageTreemap(packages: InstalledPackage[]): string {
    const total = packages.reduce((sum, { bytes }) => sum + bytes, 0);
    const data = packages.map(({ name, version, bytes }) => ({
        name: `${name} ${version}\n${humanBytes(bytes)}`,
        value: bytes,
        label: { show: (bytes / total) * width * height >= leastLabelled },
    }));
    return draw({
        title: "Sizes of the packages",
        width,
        height,
        option: {
            color: colours,
            series: [
                {
                    type: "treemap",
                    left: 0,
                    right: 0,
                    top: 0,
                    bottom: 0,
                    silent: true,
                    nodeClick: false,
                    breadcrumb: { show: false },
                    itemStyle: { gapWidth: 2, borderColor: "#ffffff" },
                    label: { fontFamily: "sans-serif", fontSize: 14, lineHeight: 20, overflow: "truncate" },
                    data,
                },
            ],
        },
    });
}
