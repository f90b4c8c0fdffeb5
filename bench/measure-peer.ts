import { appendFile, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RegistryClient } from "../components/registry/client";
import { parseRepository } from "../components/registry/reference";
import { readImageSize } from "../components/registry/size";
import { root } from "../setup/build";
import { type PlainManifest, startRegistry } from "../test/support/registry-server";
import { type BenchMachine, emptyBuildCache } from "./machine";
import { type ContainerTimes, type Measurement, median, secondsOf } from "./measurement";
import type { Peer } from "./peer";
import { runContainers } from "./run-containers";

/** How often the short times are taken. */
const ROUNDS = 3;

/** Builds, pushes and runs a peer's image: cold, again, and after edits. Each peer has an empty registry to itself. */
export async function measurePeer(peer: Peer, machine: BenchMachine): Promise<Measurement> {
    const registry = await startRegistry();
    const folder = await mkdtemp(join(tmpdir(), "bench-"));
    try {
        await cp(join(root, "bench/app"), join(folder, "app"), { recursive: true });
        const repository = "bench";
        const name = `${registry.host}/${repository}`;
        const deploy = await peer.prepare({ folder, repository: name, machine });
        await emptyBuildCache();
        const cold = await secondsOf(deploy);
        const first = await registry.manifest(repository, "latest");
        const { compressedBytes, unpackedBytes } = await readImageSize(
            new RegistryClient(parseRepository(name)),
            first.digest,
        );
        const edit = async (round: number) => {
            await appendFile(join(folder, "app/main.py"), `print("edit ${round}")\n`);
            return secondsOf(deploy);
        };
        // By its id: a pull would read zstd, which not every engine can. Before the engine of a fresh runner, which is empty.
        const [kept] = await machine.docker.listImages({ filters: { reference: [name] } });
        const [container] = await runContainers([kept?.Id ?? `${name}:latest`]);
        const build = peer.isTimed
            ? {
                  cold,
                  unchanged: median(await inTurn(() => secondsOf(deploy))),
                  edit: median(await inTurn(edit)),
                  editPushedBytes: newBytes(first, await registry.manifest(repository, "latest")),
                  fresh: await machine.empty().then(() => edit(ROUNDS)),
              }
            : undefined;
        return { peer: peer.name, compressedBytes, unpackedBytes, build, container: container as ContainerTimes };
    } finally {
        await registry.stop();
        await rm(folder, { recursive: true });
    }
}

async function inTurn(take: (round: number) => Promise<number>): Promise<number[]> {
    const taken: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
        taken.push(await take(round));
    }
    return taken;
}

/** Bytes of the blobs that the second manifest has and the first has not. */
function newBytes(first: PlainManifest, second: PlainManifest): number {
    const known = new Set([first.config, ...first.layers].map(({ digest }) => digest));
    return [second.config, ...second.layers]
        .filter(({ digest }) => !known.has(digest))
        .reduce((sum, { size }) => sum + size, 0);
}
