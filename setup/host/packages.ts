import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { findProgram, runCommand } from "./command";
import { say } from "./progress";

/** A program that setup or the tests call, and the Debian or Ubuntu package that brings it. */
export interface Need {
    program: string;
    package: string;
}

/** Everything that is ever installed, by what it is for; `registry/program.ts` has one that is only unpacked. */
export const needs = {
    engine: [
        { program: "dockerd", package: "docker.io" },
        { program: "iptables", package: "iptables" },
        { program: "ip", package: "iproute2" },
    ],
    /** The command line, for the comparisons with `docker build`: in `docker.io` on Debian 12, apart on later ones. */
    dockerCommand: [{ program: "docker", package: "docker-cli" }],
    /** The kernel enforces AppArmor profiles: then the engine must be able to load its own. */
    appArmor: [{ program: "apparmor_parser", package: "apparmor" }],
    debianSystems: [
        { program: "mmdebstrap", package: "mmdebstrap" },
        { program: "update-ca-certificates", package: "ca-certificates" },
    ],
    /** The tests of the tools that run inside the image. */
    tests: [{ program: "python3", package: "python3" }],
} satisfies Record<string, Need[]>;

/**
 * Installs the packages of those programs that are missing; does nothing if none is.
 *
 * @throws Error naming the missing programs, if this is not Debian or Ubuntu, or this process is not root.
 */
export async function ensureInstalled(wanted: Need[]): Promise<void> {
    const missing = await missingNeeds(wanted);
    if (missing.length === 0) return;
    const obstacle = await installObstacle();
    if (obstacle !== undefined) {
        const programs = missing.map((need) => need.program).join(", ");
        throw new Error(`setup: expected ${programs}, got none, and ${obstacle}. Install it and try again.`);
    }
    const packages = missing.map((need) => need.package);
    say(`installing ${packages.join(", ")}`);
    await updateLists();
    await apt(["install", "--yes", "--no-install-recommends", ...packages]);
}

/** Downloads a package of the distribution and unpacks it into a folder of its own, without installing it. */
export async function unpackPackage(name: string, folder: string): Promise<void> {
    const partial = `${folder}.partial`;
    await mkdir(partial, { recursive: true });
    await updateLists();
    await apt(["download", name], partial);
    for (const file of await readdir(partial)) {
        if (file.endsWith(".deb")) await runCommand("dpkg-deb", ["--extract", join(partial, file), partial]);
    }
    await rename(partial, folder);
}

/** Why packages cannot be installed here, or undefined if they can. */
export async function installObstacle(): Promise<string | undefined> {
    if (process.platform !== "linux") return `this is ${process.platform}, not Debian or Ubuntu`;
    const release = await readFile("/etc/os-release", "utf8").catch(() => "");
    if (!existsSync("/usr/bin/apt-get") || !/^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release)) {
        return "this is neither Debian nor Ubuntu";
    }
    return process.getuid?.() === 0 ? undefined : "only root can install packages";
}

async function missingNeeds(wanted: Need[]): Promise<Need[]> {
    const paths = await Promise.all(wanted.map((need) => findProgram(need.program)));
    return wanted.filter((_, index) => paths[index] === undefined);
}

let updated: Promise<unknown> | undefined;

/** Once a process: old lists name versions that mirrors have no more. */
async function updateLists(): Promise<void> {
    updated ??= apt(["update"]);
    await updated;
}

async function apt(args: string[], cwd?: string): Promise<string> {
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    const options = ["--quiet", "-o", "DPkg::Lock::Timeout=300"];
    return runCommand("apt-get", [...options, ...args], { env, ...(cwd === undefined ? {} : { cwd }) });
}
