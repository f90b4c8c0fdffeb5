import { humanBytes } from "../python-image/size-report";
import { type ComparisonRow, measuresOf } from "./comparison-row";
import { svgElement, svgPicture, svgText, textWidth } from "./svg";

const colours = { compressed: "#1f6feb", unpacked: "#9ec5fe" };
const ink = "#24292f";

const width = 800;
const top = 44;
const bottom = 16;
const barHeight = 18;
const barStep = 22;
const rowGap = 18;
/** Room for a size behind the longest bar. */
const right = 90;
/** Radius of the two corners at the end of a bar. */
const corner = 3;

/** Bars of the sizes of all variants, in their order from the top, as SVG. */
export function comparisonChart(rows: ComparisonRow[]): string {
    const measures = measuresOf(rows);
    const rowStep = rowGap + measures.length * barStep;
    const height = top + rows.length * rowStep + bottom;
    const left = 28 + Math.max(0, ...rows.map(({ name }) => textWidth(name)));
    const largest = Math.max(1, ...rows.flatMap((row) => measures.map(({ bytes }) => bytes(row))));
    const long = (bytes: number) => (bytes / largest) * (width - left - right);

    const legend = measures.map(({ name }) => name);
    const entryWidth = 130;
    const legendLeft = (width - legend.length * entryWidth) / 2;
    const key = legend.flatMap((name, place) => {
        const x = legendLeft + place * entryWidth;
        return [
            svgElement("rect", { x, y: 12, width: 24, height: 14, rx: corner, fill: colours[name] }),
            svgText(name, { x: x + 32, y: 19, fill: ink }),
        ];
    });
    const bars = rows.flatMap((row, place) => {
        const y = top + place * rowStep + rowGap / 2;
        const middle = y + (measures.length * barStep) / 2;
        return [
            svgText(row.name, { x: left - 8, y: middle, "text-anchor": "end", fill: ink }),
            ...measures.flatMap(({ name, bytes }, at) => {
                const from = y + at * barStep + (barStep - barHeight) / 2;
                const size = bytes(row);
                return [
                    bar(left, from, long(size), colours[name]),
                    svgText(humanBytes(size), { x: left + long(size) + 6, y: from + barHeight / 2, fill: ink }),
                ];
            }),
        ];
    });
    const axis = svgElement("path", { d: `M${left} ${top}V${height - bottom}`, stroke: "#54555a" });
    return svgPicture({ title: "Sizes of the images", width, height }, [...key, axis, ...bars]);
}

/** A bar with two round corners at its end. */
function bar(x: number, y: number, long: number, fill: string): string {
    const round = Math.min(corner, long);
    return svgElement("path", {
        d: `M${x.toFixed(1)} ${y}h${(long - round).toFixed(1)}a${round} ${round} 0 0 1 ${round} ${round}v${barHeight - 2 * round}a${round} ${round} 0 0 1 ${-round} ${round}h${(round - long).toFixed(1)}z`,
        fill,
    });
}
