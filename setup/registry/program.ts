import { existsSync } from "node:fs";
import { findProgram, installObstacle, type StateFolder, say, unpackPackage } from "../host";

const NAME = "docker-registry";

/**
 * The path of the distribution's registry server, or undefined where there is none to be had. The package is unpacked
 * below the state folder: installed, it would be a service that starts by itself and listens to the network.
 */
export async function registryProgram(state: StateFolder): Promise<string | undefined> {
    const unpacked = state.path("registry", "package", "usr/bin", NAME);
    const found = existsSync(unpacked) ? unpacked : await findProgram(NAME);
    if (found !== undefined) return found;
    if ((await installObstacle()) !== undefined) return undefined;
    say(`unpacking ${NAME}`);
    await unpackPackage(NAME, state.path("registry", "package"));
    return unpacked;
}
