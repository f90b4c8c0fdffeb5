import { CodedError } from "../errors/coded-error";
import { engineAddress } from "./connect";
import { dockerContext } from "./docker-context";

/** What to do where no engine answers. */
export const SILENCE_REMEDY =
    "No Docker Engine answers. Start one, or name it in DOCKER_HOST or in a `docker.Provider` with `host`.";

/** What it means that the engine at an address cannot be asked at all. */
export function silence(engineHost: string | undefined, error: unknown): CodedError {
    const why = (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
    const context = dockerContext();
    const hint =
        engineHost !== undefined || context === undefined
            ? ""
            : ` Docker's own CLI has one in its context ${JSON.stringify(context.name)}, which Pulumi's provider does not ` +
              `follow: set DOCKER_HOST=${context.host}`;
    const address = engineAddress(engineHost);
    return new CodedError(
        "PI5001",
        `expected an answer of the engine at ${address}, got: ${why}. ${SILENCE_REMEDY}${hint}`,
    );
}
