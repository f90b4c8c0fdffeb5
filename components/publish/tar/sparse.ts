import type { Section } from "./entry";
import { BLOCK, type Header, readNumber } from "./header";
import type { PaxRecords } from "./pax";
import type { Archive } from "./read-entries";

/** A stretch of data in a sparse file. */
interface Stretch {
    offset: number;
    length: number;
}

/** Whether an entry is a sparse file of GNU's older form. */
export function isOldSparse({ type }: Header): boolean {
    return type === "S";
}

/** Reads the map of a sparse file whose header, of GNU's older form, lies at `place`. */
export function oldSparseSections(archive: Archive, place: number): { sections: Section[]; dataStart: number } {
    const header = archive.read(place, BLOCK);
    const stretches = stretchesIn(header, 386, 4);
    let dataStart = place + BLOCK;
    for (let more = header[482] === 1; more; ) {
        const block = archive.read(dataStart, BLOCK);
        stretches.push(...stretchesIn(block, 0, 21));
        more = block[504] === 1;
        dataStart += BLOCK;
    }
    return { sections: sectionsOf(stretches, dataStart, readNumber(header, 483, 12)), dataStart };
}

/** Reads the map of a sparse file in PAX's forms: 1.0, where it stands before the data, and the older ones. */
export function paxSparse(archive: Archive, { start, pax }: { start: number; pax: PaxRecords }): Section[] {
    const text = (key: string) => pax.get(key)?.toString("latin1");
    const size = Number(text("GNU.sparse.realsize") ?? text("GNU.sparse.size"));
    if (text("GNU.sparse.major") !== "1") {
        const numbers = (text("GNU.sparse.map") ?? "").split(",").map(Number);
        return sectionsOf(pairs(numbers), start, size);
    }
    const numbers: number[] = [];
    let place = start;
    let line = "";
    for (let wanted = 1; numbers.length < wanted; ) {
        for (const byte of archive.read(place, BLOCK)) {
            if (byte !== 0x0a) {
                line += String.fromCharCode(byte);
                continue;
            }
            numbers.push(Number(line));
            line = "";
            wanted = 1 + 2 * (numbers[0] ?? 0);
            if (numbers.length === wanted) {
                break;
            }
        }
        place += BLOCK;
    }
    return sectionsOf(pairs(numbers.slice(1)), place, size);
}

function stretchesIn(block: Buffer, start: number, count: number): Stretch[] {
    return Array.from({ length: count }, (_, number) => ({
        offset: readNumber(block, start + number * 24, 12),
        length: readNumber(block, start + number * 24 + 12, 12),
    })).filter(({ length }) => length > 0);
}

function pairs(numbers: number[]): Stretch[] {
    return numbers.flatMap((offset, place) => (place % 2 === 0 ? [{ offset, length: numbers[place + 1] ?? 0 }] : []));
}

function sectionsOf(stretches: Stretch[], dataStart: number, size: number): Section[] {
    const sections: Section[] = [];
    let written = 0;
    let start = dataStart;
    for (const { offset, length } of stretches) {
        sections.push({ start: undefined, length: offset - written }, { start, length });
        written = offset + length;
        start += length;
    }
    sections.push({ start: undefined, length: size - written });
    return sections.filter(({ length }) => length > 0);
}
