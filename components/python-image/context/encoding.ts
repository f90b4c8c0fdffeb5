/** The marks that files of PowerShell and of Windows' editors begin with. */
const marks = {
    utf8: Buffer.from([0xef, 0xbb, 0xbf]),
    little: Buffer.from([0xff, 0xfe]),
    big: Buffer.from([0xfe, 0xff]),
};

/** The text of a file: UTF-8, or UTF-16, which PowerShell's `>` writes; without the mark that says so. */
export function decoded(content: Buffer): string {
    const encoding = encodingOf(content);
    const bytes = encoding === "utf-16be" ? Buffer.from(content.subarray(0, content.length & ~1)).swap16() : content;
    return bytes.toString(encoding === "utf-8" ? "utf8" : "utf16le").replace(/^\uFEFF/, "");
}

/** Whether a file is UTF-8 without a mark. */
export function isPlain(content: Buffer): boolean {
    return encodingOf(content) === "utf-8" && !content.subarray(0, marks.utf8.length).equals(marks.utf8);
}

function encodingOf(content: Buffer): "utf-8" | "utf-16le" | "utf-16be" {
    const begins = content.subarray(0, 2);
    // Letters of requirements are of ASCII: in UTF-16 every other byte is 0, with a mark or without.
    if (begins.equals(marks.little) || (begins.length === 2 && begins[0] !== 0 && begins[1] === 0)) {
        return "utf-16le";
    }
    return begins.equals(marks.big) || (begins.length === 2 && begins[0] === 0 && begins[1] !== 0)
        ? "utf-16be"
        : "utf-8";
}
