import { readFile } from "node:fs/promises";
import { sep } from "node:path";
import { runCommand } from "../host";

/** Releases everything that is mounted below a folder: an engine that was killed leaves its containers' mounts. */
export async function releaseMounts(folder: string): Promise<void> {
    const table = await readFile("/proc/self/mounts", "utf8").catch(() => "");
    for (const path of mountsBelow(folder, table)) await runCommand("umount", ["--lazy", path]);
}

/** The mount points below a folder in a text like `/proc/mounts`, inner ones first. */
export function mountsBelow(folder: string, table: string): string[] {
    const points = table.split("\n").map((line) => unescaped(line.split(" ")[1] ?? ""));
    return points.filter((point) => point.startsWith(folder + sep)).reverse();
}

/** Blanks and the like are written as octal numbers. */
function unescaped(point: string): string {
    return point.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
