import { homedir } from "node:os";
import { join } from "node:path";

/** The directory of the Docker CLI's configuration: DOCKER_CONFIG, else `.docker` in the home directory. */
export function dockerConfiguration(env: { DOCKER_CONFIG?: string | undefined }): string {
    return env.DOCKER_CONFIG || join(homedir(), ".docker");
}
