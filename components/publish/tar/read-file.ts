import { type Archive, readEntries } from "./read-entries";

/** An archive that is in memory. */
export function archiveOf(bytes: Buffer): Archive {
    return {
        size: bytes.length,
        read: (start, length) => bytes.subarray(start, start + length),
        readInto: (target, start) => void bytes.copy(target, 0, start),
    };
}

/** The content of a file in a layer; undefined if it is not there. */
export function readFile(archive: Archive, path: string): Buffer | undefined {
    const entry = readEntries(archive).findLast(({ type, name }) => type === "file" && name === path);
    return (
        entry &&
        Buffer.concat(
            entry.content.map(({ start, length }) =>
                start === undefined ? Buffer.alloc(length) : archive.read(start, length),
            ),
        )
    );
}
