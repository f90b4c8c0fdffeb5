import { humanBytes } from "../python-image/size-report";
import { type ComparisonRow, measuresOf } from "./comparison-row";

/** A table of text: names and numbers, the numbers flush right. */
export interface Table {
    head: string[];
    body: string[][];
}

/** The sizes with human units, each beside its ratio to that of the first row. */
export function comparisonTable(rows: ComparisonRow[]): Table {
    const measures = measuresOf(rows);
    return {
        head: ["variant", ...measures.flatMap(({ name }) => [name, "ratio"])],
        body: rows.map((row) => [
            row.name,
            ...measures.flatMap(({ bytes }) => [humanBytes(bytes(row)), ratio(bytes(row), bytes(rows[0] ?? row))]),
        ]),
    };
}

/** A table in Markdown. */
export function markdownTable({ head, body }: Table): string {
    const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
    return [head, rule, ...body].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

function ratio(bytes: number, first: number): string {
    return (bytes / first).toFixed(2);
}
