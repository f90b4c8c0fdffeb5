import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../host";
import { debianMirror, networkOptions } from "./apt-sources";
import type { Surroundings } from "./recipe";

/** Reads what a stand-in takes over from this machine: the mirror and network options of its apt, its certificates. */
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
