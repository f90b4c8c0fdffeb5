/** What an entry of an archive stands for. */
export type EntryType = "file" | "directory" | "symlink" | "link" | "character" | "block" | "fifo";

/** An entry of a layer. Names are bytes, each of them one character (Latin-1), as file names need not be UTF-8. */
export interface TarEntry {
    type: EntryType;
    /** Path without a slash at either end. */
    name: string;
    /** Permissions, with the bits for setuid, setgid and sticky. */
    mode: number;
    uid: number;
    gid: number;
    /** Seconds since 1970. */
    mtime: number;
    /** Bytes of a file. */
    size: number;
    /** Target of a link. */
    linkname: string;
    /** Numbers of a device. */
    device: { major: number; minor: number };
    /** Extended attributes, such as `security.capability`. */
    attributes: Map<string, Buffer>;
    /** Where the bytes of a file lie. */
    content: Section[];
}

/** Bytes of a file: a part of what was exported, or a hole. */
export interface Section {
    /** Place in the exported layer; undefined for zeros. */
    start: number | undefined;
    length: number;
}
