import { readFile } from "node:fs/promises";
import { runCommand } from "../host";

/**
 * The network of the own engine's containers. It is not `docker0`, and the engine is told to leave `iptables` alone:
 * an engine that starts flushes the chains called DOCKER, which may be another engine's.
 */
export interface Bridge {
    /** At most 15 characters, as for any interface. */
    name: string;
    /** The bridge's own address with the network's prefix length: `10.203.0.1/24`. */
    address: string;
}

/** Networks to choose from: private, and none of those that Docker gives out by itself. */
const CANDIDATES = Array.from({ length: 50 }, (_, index) => `10.${203 + index}.0.1/24`);

/** Creates the bridge, anew if it is there, with the rules that let its containers out. Needs root. */
export async function createBridge(name: string): Promise<void> {
    await removeBridge(name);
    const address = freeAddress(await runCommand("ip", ["-4", "route", "show", "table", "all"]));
    if (address === undefined) {
        throw new Error(`network of builds: expected one of ${CANDIDATES.join(", ")} to be free, got none. Free one.`);
    }
    // A bridge without a hardware address of its own takes one of a container's, and another when that one ends: what
    // the others send is then lost until they ask for the address again, up to a minute later.
    await runCommand("ip", ["link", "add", name, "address", hardwareAddress(address), "type", "bridge"]);
    await runCommand("ip", ["address", "add", address, "dev", name]);
    await runCommand("ip", ["link", "set", name, "up"]);
    await mendBridge(name);
}

/** Puts back rules that a firewall has dropped since; false if the bridge itself is gone. */
export async function mendBridge(name: string): Promise<boolean> {
    const address = await bridgeAddress(name);
    if (address === undefined) return false;
    for (const rule of outwardRules({ name, address })) {
        await iptables("--check", rule).catch(() => iptables("--insert", rule));
    }
    return true;
}

/** Removes the bridge and its rules, if they are there. */
export async function removeBridge(name: string): Promise<void> {
    const address = await bridgeAddress(name);
    if (address === undefined) return;
    for (const rule of outwardRules({ name, address })) await iptables("--delete", rule).catch(() => undefined);
    await runCommand("ip", ["link", "delete", name]);
}

/** The MTU of the way out of this machine; a larger one in the containers loses packets. */
export async function outwardMtu(): Promise<number> {
    const route = await runCommand("ip", ["-4", "route", "show", "default"]);
    const device = /\bdev (\S+)/.exec(route)?.[1];
    if (device === undefined) return 1500;
    return Number(await readFile(`/sys/class/net/${device}/mtu`, "utf8"));
}

/** One for local use, made from the IP as Docker makes that of `docker0`. */
export function hardwareAddress(address: string): string {
    const octets = address.replace(/\/.*/, "").split(".");
    return ["02", "42", ...octets.map((octet) => Number(octet).toString(16).padStart(2, "0"))].join(":");
}

/** The first candidate that shares no address with a network that this machine has a route to. */
export function freeAddress(routes: string): string | undefined {
    const taken = [...routes.matchAll(/^(\d+\.\d+\.\d+\.\d+)(?:\/(\d+))?/gm)].map(
        (match) => [match[1] as string, Number(match[2] ?? 32)] as const,
    );
    return CANDIDATES.find((candidate) => !taken.some(([network, length]) => overlap(candidate, network, length)));
}

type Rule = { table: string; chain: string; match: string[] };

function outwardRules({ name, address }: Bridge): Rule[] {
    const established = ["-m", "conntrack", "--ctstate", "RELATED,ESTABLISHED"];
    return [
        { table: "nat", chain: "POSTROUTING", match: ["-s", address, "!", "-o", name, "-j", "MASQUERADE"] },
        { table: "filter", chain: "FORWARD", match: ["-i", name, "-j", "ACCEPT"] },
        { table: "filter", chain: "FORWARD", match: ["-o", name, ...established, "-j", "ACCEPT"] },
    ];
}

async function iptables(action: string, { table, chain, match }: Rule): Promise<void> {
    await runCommand("iptables", ["--wait", "--table", table, action, chain, ...match]);
}

async function bridgeAddress(name: string): Promise<string | undefined> {
    const shown = await runCommand("ip", ["-4", "-oneline", "address", "show", "dev", name]).catch(() => "");
    return /\binet (\S+)/.exec(shown)?.[1];
}

function overlap(candidate: string, network: string, length: number): boolean {
    const shift = 32 - Math.min(length, 24);
    return address(candidate) >>> shift === address(network) >>> shift;
}

function address(text: string): number {
    return text.split(/[./]/, 4).reduce((sum, part) => ((sum << 8) | Number(part)) >>> 0, 0);
}
