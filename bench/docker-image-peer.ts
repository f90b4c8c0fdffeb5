import { cp, symlink } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../setup/build";
import { type DockerfileArgs, layOutContext } from "./dockerfile-peer";
import type { Peer } from "./peer";
import { pulumiUp } from "./program-peer";

/** A peer that is a Pulumi program with a bare `docker.Image` of another peer's Dockerfile. */
export function dockerImagePeer(name: string, base: string, files: DockerfileArgs["files"]): Peer {
    return {
        name,
        isTimed: true,
        needsCli: true,
        async prepare({ folder, repository, machine: { pulumi } }) {
            if (!("cli" in pulumi)) {
                throw new Error(`${name}: expected the Pulumi CLI, got none. Install it, or name the other peers.`);
            }
            await layOutContext(folder, "multi-stage", files);
            const program = join(folder, "program");
            await cp(join(root, "bench/docker-image"), program, { recursive: true });
            await symlink(join(root, "node_modules"), join(program, "node_modules"));
            const env = { BENCH_BASE: base, BENCH_IMAGE: `${repository}:latest`, PATH: process.env.PATH ?? "" };
            return pulumiUp(pulumi.cli, program, env);
        },
    };
}
