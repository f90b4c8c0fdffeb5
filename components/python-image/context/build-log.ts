import * as fs from "node:fs";

/**
 * Writes all that a failed step printed to a file beside its staged context, which stays as it is, and returns the file's
 * path. Undefined where it cannot be written: the failure itself is what has to be told.
 */
export function writeBuildLog(context: string, lines: string[]): string | undefined {
    const path = `${context}.log`;
    try {
        fs.writeFileSync(path, `${lines.join("\n")}\n`);
        return path;
    } catch {
        return undefined;
    }
}
