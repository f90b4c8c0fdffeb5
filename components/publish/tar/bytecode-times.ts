import type { TarEntry } from "./entry";
import type { Archive } from "./read-entries";

/** Bytecode in its own folder, `a/__pycache__/b.cpython-313.opt-1.pyc`, or beside its source, `a/b.pyc`. */
const FORMS = [/^((?:.*\/)?)__pycache__\/([^/]+?)\.[^/.]+(?:\.opt-\d)?\.pyc$/, /^((?:.*\/)?)([^/]+)\.pyc$/];
/** Magic number, flags, then time and length of the source. */
const PREFIX = 16;

/**
 * Times of sources that bytecode in the same layer was made from: Python takes such bytecode for stale, and compiles at
 * every start, if the source has another time. Ours is not tied to a time; that of a system's packages is.
 *
 * @returns times in seconds, by the path of the source
 */
export function bytecodeTimes(entries: TarEntry[], archive: Archive): Map<string, number> {
    const times = new Map<string, number>();
    for (const { type, name, size, content } of entries) {
        const [, folder, module] = FORMS.map((form) => form.exec(name)).find((match) => match !== null) ?? [];
        const start = content[0]?.start;
        if (type !== "file" || size < PREFIX || start === undefined || module === undefined) {
            continue;
        }
        const prefix = archive.read(start, PREFIX);
        const isTimed = prefix.readUInt32LE(4) === 0;
        if (isTimed) {
            times.set(`${folder}${module}.py`, prefix.readUInt32LE(8));
        }
    }
    return times;
}
