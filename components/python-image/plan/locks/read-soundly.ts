import type { Problems } from "../problem";

/** What `read` gives; undefined if it noted a mistake: what a file lacks that cannot be read is no mistake of its own. */
export function readSoundly<T>(problems: Problems, read: () => T): T | undefined {
    const before = problems.all.length;
    const found = read();
    return problems.all.length === before ? found : undefined;
}
