import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** The tiers of tests, cheapest first. `check` is types, lint and docs; the others are folders below `test/`. */
export const tiers = ["check", "unit", "component", "live", "engine", "engines", "field"] as const;

/** One of {@link tiers}. */
export type Tier = (typeof tiers)[number];

/** What is run of a tier that would take too long, where it is not asked for by name. */
const PART: { [tier in Tier]?: string[] } = { engines: ["equal", "28.5-containerd", "fresh-runner", "one-tag"] };

/** What takes longest begins first, so that none of it runs by itself at the end: beginnings of names, longest first. */
const LONGEST = ["pruned", "proven", "inputs", "builds", "failures", "verify"];

/** What `npm test -- …` asks for: for each tier the beginnings of file names, or undefined to leave it out. */
export type Selection = Map<Tier, string[]>;

/**
 * Reads arguments such as `unit`, `live/registry`; none of them selects everything, or of some tiers a part.
 *
 * @throws Error naming the argument that names no tier.
 */
export function selectTests(args: string[]): Selection {
    if (args.length === 0) return new Map(tiers.map((tier) => [tier, PART[tier] ?? [""]]));
    const selection: Selection = new Map();
    for (const arg of args) {
        const [name, ...rest] = arg.replace(/^test\//, "").split("/");
        const tier = tiers.find((candidate) => candidate === name);
        if (tier === undefined) {
            throw new Error(
                `npm test: expected arguments that begin with ${tiers.join(", ")}, got ${arg}. Name a tier.`,
            );
        }
        selection.set(tier, [...(selection.get(tier) ?? []), rest.join("/")]);
    }
    return selection;
}

/**
 * The test files of a tier whose path below the tier's folder begins with one of `beginnings`: those that take longest, then
 * the others by their names.
 */
export async function testFiles(folder: string, beginnings: string[]): Promise<string[]> {
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    const wanted = (name: string) => beginnings.some((beginning) => name.startsWith(beginning));
    return names
        .filter((name) => name.endsWith(".test.ts") && wanted(name))
        .sort((one, other) => turn(one) - turn(other) || (one < other ? -1 : 1))
        .map((name) => join(folder, name));
}

function turn(name: string): number {
    const place = LONGEST.findIndex((beginning) => name.startsWith(beginning));
    return place === -1 ? LONGEST.length : place;
}
