import { CodedError } from "../errors/coded-error";
import { connectEngine, engineAddress } from "./connect";
import { inTime } from "./in-time";
import { silence } from "./silence";

/** Milliseconds in which an engine has to say what it is. One that is slower is left to the build. */
const mostMs = 5000;

/**
 * Sees to it that a build is given to an engine that is there and can build: the Docker provider's own words tell neither. As
 * that does, a preview asks no engine over SSH.
 *
 * @throws CodedError if it cannot be connected to
 * @throws CodedError for Podman, whose form of Docker's API has no BuildKit
 */
export async function checkBuilder(engineHost: string | undefined, preview: boolean): Promise<void> {
    if (preview && engineAddress(engineHost).startsWith("ssh:")) {
        return;
    }
    const asked: Promise<EngineVersion | CodedError> = connectEngine(engineHost)
        .version()
        .catch((error) => (error.statusCode === undefined ? silence(engineHost, error) : {}));
    const answer = await inTime(asked, mostMs);
    if (answer instanceof CodedError) {
        throw answer;
    }
    const podman = answer?.Components?.find(({ Name }) => Name === "Podman Engine");
    if (podman !== undefined) {
        throw new CodedError(
            "PI5005",
            `expected a Docker Engine at ${engineAddress(engineHost)}, got Podman ${podman.Version}, whose form of Docker's API has ` +
                "no BuildKit, which the build needs. Start a Docker Engine (rootless, if you like) and name it in DOCKER_HOST or in " +
                "a `docker.Provider` with `host`.",
        );
    }
}

interface EngineVersion {
    Components?: { Name: string; Version?: string }[];
}
