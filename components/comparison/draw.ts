import type * as Echarts from "echarts";

/** What a chart shows, how large it is, in pixels, and what it looks like. */
export interface Drawing {
    /** What those who do not see it are told: plain text without markup. */
    title: string;
    width: number;
    height: number;
    option: Echarts.EChartsCoreOption;
}

/** Draws a chart as SVG. Equal drawings give equal text. */
export function draw({ title, width, height, option }: Drawing): string {
    const chart = loadEcharts().init(null, null, { renderer: "svg", ssr: true, width, height });
    try {
        chart.setOption({ animation: false, backgroundColor: "#ffffff", ...option });
        // Not `chart.renderToSVGString()`: it adds style classes for the mouse, numbered from the start of the process.
        const svg = (chart.getZr().painter as unknown as SvgPainter).renderToString({ cssEmphasis: false });
        return svg.replace("<svg ", `<svg role="img" aria-label="${title}" `).replace(">", `><title>${title}</title>`);
    } finally {
        chart.dispose();
    }
}

/** The part of zrender's painter that its declared type leaves out. */
interface SvgPainter {
    renderToString(options: { cssEmphasis: boolean }): string;
}

/** Loaded only where something is drawn: programs without a comparison do not wait for it. */
function loadEcharts(): typeof Echarts {
    return require("echarts");
}
