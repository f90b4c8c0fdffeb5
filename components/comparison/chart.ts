import { humanBytes } from "../python-image/size-report";
import { type ComparisonRow, measuresOf } from "./comparison-row";
import { draw } from "./draw";

const colours = { compressed: "#1f6feb", unpacked: "#9ec5fe" };

/** Bars of the sizes of all variants, in their order from the top, as SVG. */
export function comparisonChart(rows: ComparisonRow[]): string {
    const measures = measuresOf(rows);
    return draw({
        title: "Sizes of the images",
        width: 800,
        height: 70 + rows.length * (18 + measures.length * 22),
        option: {
            textStyle: { fontFamily: "sans-serif" },
            grid: {
                left: 20,
                right: 70,
                top: 44,
                bottom: 16,
                outerBoundsMode: "same",
                outerBoundsContain: "axisLabel",
            },
            legend: { top: 8, itemGap: 24, selectedMode: false },
            xAxis: { type: "value", axisLabel: { show: false }, splitLine: { show: false } },
            yAxis: {
                type: "category",
                inverse: true,
                data: rows.map(({ name }) => name),
                axisTick: { show: false },
                axisLabel: { fontSize: 14, color: "#24292f" },
            },
            series: measures.map(({ name, bytes }) => ({
                type: "bar",
                name,
                data: rows.map(bytes),
                barWidth: 18,
                silent: true,
                itemStyle: { color: colours[name], borderRadius: [0, 3, 3, 0] },
                label: {
                    show: true,
                    position: "right",
                    color: "#24292f",
                    formatter: ({ value }: { value: number }) => humanBytes(value),
                },
            })),
        },
    });
}
