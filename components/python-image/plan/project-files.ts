/** What the plan asks of the program's folder. The only implementation that touches a disk is in `context/`. */
export interface ProjectFiles {
    /** What is at `path`, symbolic links followed. */
    kind(path: string): "file" | "directory" | "missing";
    /** The text of the file at `path`, of UTF-8 or UTF-16. */
    text(path: string): string;
    /** Names in the directory at `path`, sorted. */
    names(path: string): string[];
}
