import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { canWriteZstd } from "../../components/publish/layer/zstd";
import { runCommand } from "./command";
import { say } from "./progress";
import type { StateFolder } from "./state";

/** The newest release with long-term support, which npm carries as a package for each platform. */
const RELEASE = "24";

/** The folder of a `node` that can write zstd: this one's, or that of npm's package, kept in the state folder. */
export async function ensureZstdNode(state: StateFolder): Promise<string> {
    if (canWriteZstd()) return dirname(process.execPath);
    const name = `node-${process.platform}-${process.arch}`;
    const folder = state.path("node", RELEASE);
    const program = join(folder, "node_modules", name, "bin/node");
    if (!existsSync(program)) {
        say(`installing Node.js ${RELEASE}, which can write zstd`);
        await mkdir(folder, { recursive: true });
        await writeFile(join(folder, "package.json"), "{}\n");
        await runCommand("npm", ["install", "--no-audit", "--no-fund", `${name}@${RELEASE}`], { cwd: folder });
    }
    return dirname(program);
}
