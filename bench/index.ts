import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { ensureBuilt, root } from "../setup/build";
import { say } from "../setup/host";
import { type BenchMachine, prepareBench } from "./machine";
import { measurePeer } from "./measure-peer";
import type { Measurement } from "./measurement";
import { peers, YARDSTICK } from "./peers";
import { ratiosOf, reportTable } from "./report";

const RESULTS = join(root, "bench/results.json");

/** Measures all peers, or those whose names are given; prints a table and writes `bench/results.json`. */
async function main(names: string[]): Promise<void> {
    const wanted = peers.filter(({ name }) => names.length === 0 || names.includes(name));
    if (wanted.length < names.length) {
        const known = peers.map(({ name }) => `"${name}"`).join(", ");
        throw new Error(`bench: expected names out of ${known}, got ${names.join(", ")}. Name some of these, or none.`);
    }
    await ensureBuilt();
    const machine = await prepareBench();
    try {
        const measurements: Measurement[] = [];
        for (const peer of wanted) {
            if (peer.needsCli && !("cli" in machine.pulumi)) {
                say(`leaving out ${peer.name}: there is no Pulumi CLI`);
                continue;
            }
            say(`building ${peer.name}`);
            const measured = await measurePeer(peer, machine);
            // Whoever ends a run before its end has at least these.
            say(JSON.stringify(measured));
            measurements.push(measured);
        }
        const yardstick = measurements.find(({ peer }) => peer === YARDSTICK);
        const around = await surroundings(machine);
        const withRatios = measurements.map((one) => ({ ...one, ratios: ratiosOf(one, yardstick) }));
        await writeFile(RESULTS, `${JSON.stringify({ ...around, peers: withRatios }, undefined, 4)}\n`);
        console.log(reportTable(measurements, yardstick));
        console.log(`In brackets: ratios to "${YARDSTICK}". ${JSON.stringify(around)}. Also in ${RESULTS}`);
    } finally {
        await machine.stop();
    }
}

/** What the times depend on beside the peers. */
async function surroundings({ docker, pulumi, standIns }: BenchMachine): Promise<object> {
    return {
        engine: (await docker.version()).Version,
        processors: cpus().length,
        pulumi: "cli" in pulumi ? pulumi.cli.version : "in-process",
        standIns,
    };
}

main(process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
