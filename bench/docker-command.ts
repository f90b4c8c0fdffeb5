import { join } from "node:path";
import { runCommand, searchPath } from "../setup/host";

/**
 * The folder of a Docker command line that can build with BuildKit: newer ones need a component for it, which may be
 * missing beside the first that is found.
 *
 * @throws Error if there is none
 */
export async function buildingDocker(dockerHost: string): Promise<string> {
    for (const folder of searchPath()) {
        const asks = ["builder", "prune", "--force", "--filter", "until=87600h"];
        const env = { DOCKER_HOST: dockerHost, DOCKER_BUILDKIT: "1" };
        const builds = await runCommand(join(folder, "docker"), asks, { env }).then(
            () => true,
            () => false,
        );
        if (builds) {
            return folder;
        }
    }
    throw new Error("bench: expected a `docker` that builds with BuildKit, got none. Install docker-buildx.");
}
