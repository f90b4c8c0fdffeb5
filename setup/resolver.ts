import { Resolver } from "node:dns/promises";
import { readFile } from "node:fs/promises";
import { findProgram } from "./command";
import { runningDaemon, startDaemon, stopRecorded } from "./daemon";
import type { StateFolder } from "./state";

/** Where the resolver's process is recorded, below the state folder. */
const RECORD = "resolver/process.json";
/** A name that it answers by itself. */
const OWN_NAME = "python-image.invalid";

/**
 * Starts a resolver on the address of the own engine's bridge, if it does not run. It keeps answers for its containers:
 * builds side by side ask for the same few names again and again, and some networks' resolvers drop what is too much.
 */
export async function ensureResolver(state: StateFolder, address: string): Promise<void> {
    if ((await runningDaemon(state, RECORD)) !== undefined) return;
    const started = await startDaemon({
        program: (await findProgram("dnsmasq")) ?? "dnsmasq",
        args: [
            "--keep-in-foreground",
            "--conf-file=/dev/null",
            "--pid-file=",
            "--user=nobody",
            "--bind-interfaces",
            `--listen-address=${address}`,
            "--except-interface=lo",
            "--no-hosts",
            "--no-negcache",
            "--min-cache-ttl=300",
            "--local=/invalid/",
        ],
        log: state.path("resolver", "log"),
        ready: () => answers(address),
        timeoutSeconds: 20,
    });
    await state.write(RECORD, started);
}

/** Stops the resolver, if it runs. */
export async function stopResolver(state: StateFolder): Promise<void> {
    await stopRecorded(state, RECORD);
}

/** The resolvers that containers ask: this one, and behind it those of the machine that they can reach. */
export async function resolversOf(address: string): Promise<string[]> {
    const text = await readFile("/etc/resolv.conf", "utf8").catch(() => "");
    const machine = [...text.matchAll(/^nameserver\s+(\S+)/gm)].map(([, found]) => found as string);
    return [address, ...machine.filter((one) => !/^(127\.|::1$)/.test(one))];
}

async function answers(address: string): Promise<boolean> {
    const resolver = new Resolver({ timeout: 500, tries: 1 });
    resolver.setServers([address]);
    return resolver.resolve4(OWN_NAME).then(
        () => true,
        ({ code }: NodeJS.ErrnoException) => code === "ENOTFOUND",
    );
}
