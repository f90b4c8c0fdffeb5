import type Docker from "dockerode";
import { pullImage } from "../engine";
import type { StateFolder } from "../host";

/** The registry's own image, for machines whose distribution has no such package. */
const IMAGE = "registry:2";

const CONTAINER_PORT = "5000/tcp";

/** Starts the registry as a container whose port is open on the loopback only; `docker logs` has its access log. */
export async function startRegistryContainer(docker: Docker, state: StateFolder, port: number): Promise<void> {
    const present = await docker
        .getImage(IMAGE)
        .inspect()
        .catch(() => undefined);
    if (present === undefined) await pullImage(docker, IMAGE);
    await stopRegistryContainer(docker, state);
    const container = await docker.createContainer({
        Image: IMAGE,
        name: containerName(state),
        Env: ["REGISTRY_STORAGE_DELETE_ENABLED=true"],
        ExposedPorts: { [CONTAINER_PORT]: {} },
        HostConfig: { PortBindings: { [CONTAINER_PORT]: [{ HostIp: "127.0.0.1", HostPort: String(port) }] } },
    });
    await container.start();
}

/** Removes the container and what was pushed to it, if it is there. */
export async function stopRegistryContainer(docker: Docker, state: StateFolder): Promise<boolean> {
    try {
        await docker.getContainer(containerName(state)).remove({ force: true, v: true });
        return true;
    } catch (error) {
        if ((error as { statusCode?: number }).statusCode === 404) return false;
        throw error;
    }
}

function containerName(state: StateFolder): string {
    return `python-image-registry-${state.mark}`;
}
