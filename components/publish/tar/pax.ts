/** Records of a PAX header; their values are bytes. */
export type PaxRecords = Map<string, Buffer>;

/** Reads `<length> <key>=<value>\n`, again and again. */
export function readPax(bytes: Buffer): PaxRecords {
    const records: PaxRecords = new Map();
    let start = 0;
    while (start < bytes.length) {
        const space = bytes.indexOf(0x20, start);
        const length = Number.parseInt(bytes.toString("latin1", start, space), 10);
        const equals = bytes.indexOf(0x3d, space);
        if (space === -1 || equals === -1 || !(length > 0)) {
            break;
        }
        const end = start + length;
        records.set(bytes.toString("latin1", space + 1, equals), Buffer.from(bytes.subarray(equals + 1, end - 1)));
        start = end;
    }
    return records;
}

/** Writes records in the order of their keys. */
export function writePax(records: PaxRecords): Buffer {
    const sorted = [...records].sort(([one], [other]) => (one < other ? -1 : 1));
    return Buffer.concat(sorted.map(([key, value]) => record(key, value)));
}

function record(key: string, value: Buffer): Buffer {
    const rest = Buffer.concat([Buffer.from(` ${key}=`, "latin1"), value, Buffer.from("\n")]);
    // The length counts its own digits.
    let length = rest.length;
    while (length !== rest.length + String(length).length) {
        length = rest.length + String(length).length;
    }
    return Buffer.concat([Buffer.from(String(length)), rest]);
}
