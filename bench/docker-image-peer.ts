import { cp, symlink } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../setup/build";
import type { Peer } from "./peer";
import { pulumiUp } from "./program-peer";

/** A peer that is a Pulumi program with a bare `docker.Image` of another peer's Dockerfile. */
export function dockerImagePeer(name: string, base: string, files: { [to: string]: string }): Peer {
    return {
        name,
        isTimed: true,
        needsCli: true,
        async prepare({ folder, repository, machine: { pulumi } }) {
            if (!("cli" in pulumi)) {
                throw new Error(`${name}: expected the Pulumi CLI, got none. Install it, or name the other peers.`);
            }
            await cp(join(root, "bench/peers/multi-stage"), folder, { recursive: true });
            for (const [to, from] of Object.entries(files)) {
                await cp(join(root, from), join(folder, to), { recursive: true });
            }
            const program = join(folder, "program");
            await cp(join(root, "bench/docker-image"), program, { recursive: true });
            await symlink(join(root, "node_modules"), join(program, "node_modules"));
            const env = { BENCH_BASE: base, BENCH_IMAGE: `${repository}:latest`, PATH: process.env.PATH ?? "" };
            return pulumiUp(pulumi.cli, program, env);
        },
    };
}
