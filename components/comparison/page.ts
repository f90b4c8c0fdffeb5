import type { InstalledPackage } from "../python-image/outputs/image-facts";
import { humanBytes } from "../python-image/size-report";
import { comparisonChart } from "./chart";
import type { ComparisonRow } from "./comparison-row";
import { escaped } from "./svg";
import { comparisonTable, type Table } from "./table";
import { packageTreemap } from "./treemap";

/** The environment of one variant. */
export interface Inventory {
    /** Name of the variant. */
    name: string;
    /** Largest first. */
    packages: InstalledPackage[];
}

const style = `
    :root { color-scheme: light; }
    body { max-width: 1000px; margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 sans-serif; color: #24292f; }
    svg { max-width: 100%; height: auto; }
    table { border-collapse: collapse; }
    th, td { padding: 0.25rem 1rem; text-align: right; border-bottom: 1px solid #d0d7de; }
    th:first-child, td:first-child { padding-left: 0; text-align: left; }
`;

/** A page, with nothing outside it, of the chart, the table, and the packages of one environment. */
export function comparisonPage(title: string, rows: ComparisonRow[], inventory: Inventory | undefined): string {
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${comparisonChart(rows)}
${tableElement(comparisonTable(rows))}
${inventory === undefined ? "" : inventorySection(inventory)}</body>
</html>
`;
}

function inventorySection({ name, packages }: Inventory): string {
    const total = packages.reduce((sum, { bytes }) => sum + bytes, 0);
    const table = {
        head: ["package", "version", "size"],
        body: packages.map((one) => [one.name, one.version, humanBytes(one.bytes)]),
    };
    return `<h2>Packages of ${escaped(name)}: ${humanBytes(total)} unpacked</h2>
${packageTreemap(packages)}
<details>
<summary>All ${packages.length} packages</summary>
${tableElement(table)}
</details>
`;
}

function tableElement({ head, body }: Table): string {
    const line = (cells: string[], tag: "th" | "td") =>
        `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join("")}</tr>`;
    return `<table>
<thead>${line(head, "th")}</thead>
<tbody>
${body.map((cells) => line(cells, "td")).join("\n")}
</tbody>
</table>`;
}
