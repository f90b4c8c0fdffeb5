import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { runCommand, say } from "./host";

/** The root of this repository. */
export const root = join(__dirname, "..");

/** Builds `dist/` if it is missing or older than anything that it is made from. */
export async function ensureBuilt(): Promise<void> {
    const built = await modified(join(root, "dist/plugin/schema.json"));
    const folders = ["components", "plugin"].map(async (folder) => {
        const files = await readdir(join(root, folder), { recursive: true });
        return files.map((file) => join(root, folder, file));
    });
    const sources = [...(await Promise.all(folders)).flat(), join(root, "tsconfig.build.json")];
    const times = await Promise.all(sources.map(modified));
    if (Math.max(...times) < built) return;
    say("building the package");
    await runCommand("npm", ["run", "--silent", "build"], { cwd: root });
}

async function modified(path: string): Promise<number> {
    return stat(path).then(
        (entry) => (entry.isFile() ? entry.mtimeMs : 0),
        () => 0,
    );
}
