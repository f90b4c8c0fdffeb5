import { createHash } from "node:crypto";
import { mkdir, rename } from "node:fs/promises";
import { type DebianSystem, machineSurroundings, makeDebian, type StateFolder, type Surroundings, say } from "../host";

/** An engine that runs inside a system of its own, rather than the machine's. */
export interface EngineSystem {
    /** The folder that is its root. */
    root: string;
    /** What the engine's configuration switches on or off. */
    features: { [name: string]: boolean };
}

/** `docker.io` needs the others without saying so: links such as `/bin`, and the accounts of a system. */
const PACKAGES = ["docker.io", "base-files", "base-passwd", "mount", "netbase"];

const UNREAD = ["/usr/share/man/*", "/usr/share/doc/*", "/usr/share/locale/*"];

/** The folder of a Debian system that holds the release's Docker Engine: made once, then kept. */
export async function ensureEngineSystem(state: StateFolder, suite: string): Promise<string> {
    const surroundings = await machineSurroundings();
    const system = engineSystem(suite, surroundings);
    const hash = createHash("sha256")
        .update(JSON.stringify([system, surroundings]))
        .digest("hex")
        .slice(0, 16);
    const root = state.path("systems", suite, "root");
    const made = await state.read<{ hash: string }>(`systems/${suite}/recipe.json`);
    if (made?.hash === hash) return root;
    say(`making a system with the Docker Engine of Debian ${suite}`);
    await state.remove(`systems/${suite}`);
    await mkdir(state.path("systems", suite), { recursive: true });
    await makeDebian(system, surroundings, `${root}.partial`);
    await rename(`${root}.partial`, root);
    await state.write(`systems/${suite}/recipe.json`, { hash });
    return root;
}

/** Packages are only unpacked: that takes a third of the time, and an engine needs nothing that their scripts do. */
function engineSystem(suite: string, { aptOptions, certificates }: Surroundings): DebianSystem {
    const hooks = [
        'cp "$1/usr/share/base-passwd/passwd.master" "$1/etc/passwd"',
        'cp "$1/usr/share/base-passwd/group.master" "$1/etc/group"',
        'mkdir -p "$1/etc/ssl/certs" "$1/proc" "$1/sys" "$1/run"',
        ...(certificates === undefined ? [] : ['cp "$CERTIFICATES" "$1/etc/ssl/certs/ca-certificates.crt"']),
    ];
    return {
        suite,
        options: [
            "--variant=extract",
            `--include=${PACKAGES.join(",")}`,
            ...UNREAD.map((path) => `--dpkgopt=path-exclude=${path}`),
            ...aptOptions.map((option) => `--aptopt=${option}`),
            '--aptopt=APT::Install-Recommends "false"',
            ...hooks.map((hook) => `--customize-hook=${hook}`),
        ],
    };
}
