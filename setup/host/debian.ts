import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "./command";
import { ensureInstalled, needs } from "./packages";
import type { Surroundings } from "./surroundings";

/** A system made from Debian's packages. */
export interface DebianSystem {
    /** The Debian release. */
    suite: string;
    /** Options of `mmdebstrap`, without suite, target and mirror. `$CERTIFICATES` is the path of the machine's own. */
    options: string[];
}

/** Disk, where `/tmp` may be memory; open to the user that apt downloads as. */
const ROOMY_FOLDER = "/var/tmp";

/** Makes a Debian system as a folder, or as an archive where the target's name ends in `.tar`. Needs root. */
export async function makeDebian(system: DebianSystem, surroundings: Surroundings, target: string): Promise<void> {
    await ensureInstalled(needs.debianSystems);
    const { mirror, certificates } = surroundings;
    const folder = await mkdtemp(join(tmpdir(), "python-image-"));
    try {
        const env = { TMPDIR: ROOMY_FOLDER, CERTIFICATES: join(folder, "certificates.crt") };
        await writeFile(env.CERTIFICATES, certificates ?? "");
        const place = [system.suite, target, ...(mirror === undefined ? [] : [mirror])];
        await runCommand("mmdebstrap", [...system.options, ...place], { env });
    } finally {
        await rm(folder, { recursive: true });
    }
}
