import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";

/** Entry files, each of which runs the test files of one subject. */
export interface Entries {
    files: string[];
    remove(): Promise<void>;
}

/**
 * Lets test files of one subject run in one process: loading what they test takes most of the time of a short test.
 *
 * @param folder below which the files lie
 */
export async function runTogether(folder: string, files: string[]): Promise<Entries> {
    const directory = await mkdtemp(join(tmpdir(), "python-image-tests-"));
    const entries = [...bySubject(folder, files)].map(async ([subject, some]) => {
        const entry = join(directory, `${subject}.mts`);
        await writeFile(entry, some.map((file) => `import ${JSON.stringify(pathToFileURL(file).href)};\n`).join(""));
        return entry;
    });
    return { files: await Promise.all(entries), remove: () => rm(directory, { recursive: true }) };
}

/** Test files by their folder, or else by the first word of their name: `plan` of `plan-markers.test.ts`. */
export function bySubject(folder: string, files: string[]): Map<string, string[]> {
    const subjects = new Map<string, string[]>();
    for (const file of files) {
        const [first = ""] = relative(folder, file).split(sep);
        const subject = first.replace(/[-.].*/, "");
        subjects.set(subject, [...(subjects.get(subject) ?? []), file]);
    }
    return subjects;
}
