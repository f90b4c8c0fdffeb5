import { CodedError } from "../../errors/coded-error";
/** Length of a block, the unit of tar archives, in bytes. */
export const BLOCK = 512;

/** What a header of 512 bytes says. */
export interface Header {
    name: string;
    mode: number;
    uid: number;
    gid: number;
    size: number;
    mtime: number;
    type: string;
    linkname: string;
    major: number;
    minor: number;
}

/** Bytes up to the next multiple of a block. */
export function padding(length: number): number {
    return (BLOCK - (length % BLOCK)) % BLOCK;
}

/** Reads a header; undefined if the block is empty, as at the end of an archive. */
export function readHeader(block: Buffer): Header | undefined {
    if (block.every((byte) => byte === 0)) {
        return undefined;
    }
    if (readNumber(block, 148, 8) !== checksum(block)) {
        throw new CodedError("PI5003", "expected a tar archive, got a header whose checksum is wrong");
    }
    const posix = block.toString("latin1", 257, 263) === "ustar\0";
    const prefix = posix ? readText(block, 345, 155) : "";
    const name = readText(block, 0, 100);
    return {
        name: prefix === "" ? name : `${prefix}/${name}`,
        mode: readNumber(block, 100, 8),
        uid: readNumber(block, 108, 8),
        gid: readNumber(block, 116, 8),
        size: readNumber(block, 124, 12),
        mtime: readNumber(block, 136, 12),
        type: String.fromCharCode(block[156] ?? 0),
        linkname: readText(block, 157, 100),
        major: readNumber(block, 329, 8),
        minor: readNumber(block, 337, 8),
    };
}

/** Writes a header in the ustar format. Names and numbers that do not fit are cut: PAX records stand for them. */
export function writeHeader(header: Header): Buffer {
    const block = Buffer.alloc(BLOCK);
    block.write(header.name, 0, 100, "latin1");
    writeNumber(block, header.mode, 100, 8);
    writeNumber(block, header.uid, 108, 8);
    writeNumber(block, header.gid, 116, 8);
    writeNumber(block, header.size, 124, 12);
    writeNumber(block, header.mtime, 136, 12);
    block.write("        ", 148, 8, "latin1");
    block.write(header.type, 156, 1, "latin1");
    block.write(header.linkname, 157, 100, "latin1");
    block.write("ustar\0", 257, 6, "latin1");
    block.write("00", 263, 2, "latin1");
    writeNumber(block, header.major, 329, 8);
    writeNumber(block, header.minor, 337, 8);
    block.write(`${checksum(block).toString(8).padStart(6, "0")}\0 `, 148, 8, "latin1");
    return block;
}

/** Largest number that a field of so many bytes holds. */
export function largestIn(length: number): number {
    return 8 ** (length - 1) - 1;
}

/** A text that ends at a zero byte or with its field. */
export function readText(block: Buffer, start: number, length: number): string {
    const end = block.indexOf(0, start);
    return block.toString("latin1", start, end === -1 ? start + length : Math.min(end, start + length));
}

/** A number in octal digits, or, with the highest bit set, in bytes: GNU's form for large and negative ones. */
export function readNumber(block: Buffer, start: number, length: number): number {
    const first = block[start] ?? 0;
    if ((first & 0x80) === 0) {
        const digits = readText(block, start, length).trim();
        return digits === "" ? 0 : Number.parseInt(digits, 8);
    }
    const bytes = block.subarray(start, start + length);
    const value = bytes.reduce((sum, byte, place) => sum * 256 + (place === 0 ? byte & 0x7f : byte), 0);
    return (first & 0x40) === 0 ? value : value - 2 ** (8 * length - 1);
}

function writeNumber(block: Buffer, value: number, start: number, length: number): void {
    const fits = value >= 0 && value <= largestIn(length);
    block.write((fits ? value : 0).toString(8).padStart(length - 1, "0"), start, length - 1, "latin1");
}

function checksum(block: Buffer): number {
    return block.reduce((sum, byte, place) => sum + (place >= 148 && place < 156 ? 32 : byte), 0);
}
