import { cp } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../setup/build";
import { runCommand } from "../setup/host";
import type { Peer } from "./peer";

/** A Dockerfile, built by `docker build` and pushed by `docker push`. */
export interface DockerfileArgs {
    name: string;
    /** Folder below `bench/peers` that holds the Dockerfile. */
    folder: string;
    /** What it starts from. */
    base: string;
    /** What lies in the build context beside the folder's files and `app/`: paths in this repository by path there. */
    files: { [to: string]: string };
    isTimed?: boolean;
}

/** Lays out what a Dockerfile of `bench/peers` is built from, beside `app/`. */
export async function layOutContext(context: string, folder: string, files: DockerfileArgs["files"]): Promise<void> {
    await cp(join(root, "bench/peers", folder), context, { recursive: true });
    for (const [to, from] of Object.entries(files)) {
        await cp(join(root, from), join(context, to), { recursive: true });
    }
}

/** A peer that is a Dockerfile. */
export function dockerfilePeer({ name, folder, base, files, isTimed = true }: DockerfileArgs): Peer {
    return {
        name,
        isTimed,
        async prepare({ folder: context, repository }) {
            await layOutContext(context, folder, files);
            const image = `${repository}:latest`;
            const build = ["build", "--build-arg", `BASE=${base}`, "--tag", image, context];
            return async () => {
                await runCommand("docker", build, { env: { DOCKER_BUILDKIT: "1" } });
                await runCommand("docker", ["push", image]);
            };
        },
    };
}
