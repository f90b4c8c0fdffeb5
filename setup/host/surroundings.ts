import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { debianMirror, networkOptions } from "./apt-sources";
import { runCommand } from "./command";

/** What a system that is made from Debian's packages takes over from this machine. */
export interface Surroundings {
    /** Debian's archive, as the machine names it; undefined for the bootstrap tool's default. */
    mirror: string | undefined;
    /** Lines of an apt configuration that the machine's network asks for. */
    aptOptions: string[];
    /** The certificates that the machine trusts, as one PEM text; undefined for Debian's own. */
    certificates: string | undefined;
}

/** Reads the mirror and network options of this machine's apt, and its certificates. */
export async function machineSurroundings(env: NodeJS.ProcessEnv = process.env): Promise<Surroundings> {
    const release = await readFile("/etc/os-release", "utf8").catch(() => "");
    const codename = /^ID=debian$/m.test(release) ? /^VERSION_CODENAME=(.*)$/m.exec(release)?.[1] : undefined;
    const dump = await runCommand("apt-config", ["dump"]).catch(() => "");
    const bundle = env.SSL_CERT_FILE;
    return {
        mirror: codename === undefined ? undefined : debianMirror(await sourceTexts("/etc/apt"), codename),
        aptOptions: networkOptions(dump),
        certificates: bundle ? await readFile(bundle, "utf8") : undefined,
    };
}

async function sourceTexts(folder: string): Promise<string[]> {
    const extra = await readdir(join(folder, "sources.list.d")).catch(() => []);
    const names = extra.filter((name) => /\.(list|sources)$/.test(name)).sort();
    const paths = [join(folder, "sources.list"), ...names.map((name) => join(folder, "sources.list.d", name))];
    return Promise.all(paths.map((path) => readFile(path, "utf8").catch(() => "")));
}
