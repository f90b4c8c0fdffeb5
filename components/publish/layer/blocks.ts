/** Cuts a stream into blocks of a fixed length; the last one may be shorter, but is never empty. */
export function* blocksOf(parts: Iterable<Buffer>, length: number): Generator<Buffer> {
    let pending: Buffer[] = [];
    let size = 0;
    for (const part of parts) {
        let rest = part;
        while (size + rest.length >= length) {
            yield Buffer.concat([...pending, rest.subarray(0, length - size)], length);
            rest = rest.subarray(length - size);
            pending = [];
            size = 0;
        }
        if (rest.length > 0) {
            pending.push(rest);
            size += rest.length;
        }
    }
    if (size > 0) {
        yield Buffer.concat(pending, size);
    }
}
