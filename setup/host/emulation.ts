import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { runCommand } from "./command";
import { ensureInstalled } from "./packages";

/** Where the kernel is told what runs programs that are not its own. */
const FOLDER = "/proc/sys/fs/binfmt_misc";

/** What programs for a kind of processor begin with, by Debian's name of it: ELF, its class and order, its machine. */
const PROGRAMS: Record<string, { emulator: string; magic: string; mask: string }> = {
    arm64: {
        emulator: "qemu-aarch64",
        magic: "\\x7fELF\\x02\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02\\x00\\xb7\\x00",
        mask: "\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x00\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xfe\\xff\\xff\\xff",
    },
};

/** Debian's name of this machine's processor. */
const OWN = { x64: "amd64", arm64: "arm64" }[process.arch as string];

/**
 * Sees to it that programs for a kind of processor run here, in containers and in other roots, too. Needs root.
 *
 * @throws Error for a kind that there is no emulator of.
 */
export async function ensureEmulation(architecture: string): Promise<void> {
    if (architecture === OWN) return;
    const program = PROGRAMS[architecture];
    if (program === undefined) {
        const known = Object.keys(PROGRAMS).join(", ");
        throw new Error(`emulation: expected one of ${known}, got ${architecture}. Use a machine of that kind.`);
    }
    const { emulator, magic, mask } = program;
    if (existsSync(`${FOLDER}/${emulator}`)) return;
    await ensureInstalled([{ program: `${emulator}-static`, package: "qemu-user-static" }]);
    if (!existsSync(`${FOLDER}/register`)) await runCommand("mount", ["-t", "binfmt_misc", "binfmt_misc", FOLDER]);
    if (existsSync(`${FOLDER}/${emulator}`)) return;
    // F opens the emulator now, so that it is there in roots that do not hold it.
    await writeFile(`${FOLDER}/register`, `:${emulator}:M::${magic}:${mask}:/usr/bin/${emulator}-static:F`);
}
