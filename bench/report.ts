import { markdownTable } from "../components/comparison/table";
import { humanBytes } from "../components/python-image/size-report";
import type { Measurement } from "./measurement";

type Value = (measurement: Measurement) => number | undefined;

interface Column {
    title: string;
    value: Value;
    text: (value: number) => string;
    /** What of the yardstick it is compared with. Defaults to the same value. */
    against?: Value;
}

const seconds = (value: number) => `${value.toFixed(2)} s`;
const cold: Value = (one) => one.build?.cold;
const edit: Value = (one) => one.build?.edit;

const columns: Column[] = [
    { title: "compressed", value: (one) => one.compressedBytes, text: humanBytes },
    { title: "unpacked", value: (one) => one.unpackedBytes, text: humanBytes },
    { title: "cold", value: cold, text: seconds },
    { title: "unchanged", value: (one) => one.build?.unchanged, text: seconds },
    { title: "edit", value: edit, text: seconds },
    { title: "edit against cold", value: edit, text: seconds, against: cold },
    { title: "fresh runner", value: (one) => one.build?.fresh, text: seconds },
    { title: "fresh runner against cold", value: (one) => one.build?.fresh, text: seconds, against: cold },
    { title: "pushed by edit", value: (one) => one.build?.editPushedBytes, text: humanBytes },
    { title: "start", value: (one) => one.container.start, text: seconds },
    { title: "imports", value: (one) => one.container.imports, text: seconds },
];

/** Ratios of a measurement to the yardstick, by the title of their column. */
export function ratiosOf(measurement: Measurement, yardstick: Measurement | undefined): { [title: string]: number } {
    const known = columns.map((column) => [column.title, ratio(column, measurement, yardstick)] as const);
    return Object.fromEntries(known.flatMap(([title, value]) => (value === undefined ? [] : [[title, value]])));
}

/** A table in Markdown: each value with its ratio to the yardstick. */
export function reportTable(measurements: Measurement[], yardstick: Measurement | undefined): string {
    return markdownTable({
        head: ["peer", ...columns.map(({ title }) => title)],
        body: measurements.map((one) => [one.peer, ...columns.map((column) => cell(column, one, yardstick))]),
    });
}

function cell(column: Column, one: Measurement, yardstick: Measurement | undefined): string {
    const own = column.value(one);
    const compared = ratio(column, one, yardstick);
    if (own === undefined) {
        return "";
    }
    return compared === undefined ? column.text(own) : `${column.text(own)} (${compared.toFixed(2)})`;
}

function ratio(
    { value, against = value }: Column,
    one: Measurement,
    yardstick: Measurement | undefined,
): number | undefined {
    const own = value(one);
    const compared = yardstick === undefined ? undefined : against(yardstick);
    return own === undefined || compared === undefined ? undefined : own / compared;
}
