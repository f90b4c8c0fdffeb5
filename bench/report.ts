import { markdownTable } from "../components/comparison/table";
import { humanBytes } from "../components/python-image/size-report";
import type { Measurement } from "./measurement";

interface Column {
    title: string;
    value: (measurement: Measurement) => number | undefined;
    text: (value: number) => string;
}

const seconds = (value: number) => `${value.toFixed(2)} s`;

const columns: Column[] = [
    { title: "compressed", value: (one) => one.compressedBytes, text: humanBytes },
    { title: "unpacked", value: (one) => one.unpackedBytes, text: humanBytes },
    { title: "cold", value: (one) => one.build?.cold, text: seconds },
    { title: "unchanged", value: (one) => one.build?.unchanged, text: seconds },
    { title: "edit", value: (one) => one.build?.edit, text: seconds },
    { title: "pushed by edit", value: (one) => one.build?.editPushedBytes, text: humanBytes },
    { title: "start", value: (one) => one.container.start, text: seconds },
    { title: "imports", value: (one) => one.container.imports, text: seconds },
];

/** A table in Markdown: each value with its ratio to that of the yardstick. */
export function reportTable(measurements: Measurement[], yardstick: string): string {
    const unit = measurements.find(({ peer }) => peer === yardstick);
    return markdownTable({
        head: ["peer", ...columns.map(({ title }) => title)],
        body: measurements.map((one) => [one.peer, ...columns.map((column) => cell(column, one, unit))]),
    });
}

function cell({ value, text }: Column, one: Measurement, unit: Measurement | undefined): string {
    const own = value(one);
    const compared = unit === undefined ? undefined : value(unit);
    if (own === undefined) {
        return "";
    }
    return compared === undefined ? text(own) : `${text(own)} (${(own / compared).toFixed(2)})`;
}
