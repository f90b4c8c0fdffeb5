import type Docker from "dockerode";
import type { LateSettings } from "../publish/order";

/**
 * Makes an image of a local one that differs in what it starts, and gives the name of that one to it. No container runs,
 * and no layer is added but an empty one.
 *
 * @returns its id
 * @throws Error if the engine has no such image
 */
export async function setImageCommand(
    docker: Docker,
    imageId: string,
    { command, entrypoint }: LateSettings,
    name: { repository: string; tag: string },
): Promise<string> {
    const container = await docker.createContainer({ Image: imageId, Cmd: command ?? ["-"] });
    try {
        const changes = [
            ...(entrypoint === undefined ? [] : [`ENTRYPOINT ${JSON.stringify(entrypoint)}`]),
            ...(command === undefined ? await keptCommand(docker, imageId) : [`CMD ${JSON.stringify(command)}`]),
        ];
        const { Id } = (await container.commit({ repo: name.repository, tag: name.tag, changes })) as { Id: string };
        return Id;
    } finally {
        await container.remove({ force: true });
    }
}

/** An entrypoint that is set takes away the command, and so does that of a container which is committed. */
async function keptCommand(docker: Docker, imageId: string): Promise<string[]> {
    const { Config } = await docker.getImage(imageId).inspect();
    return [`CMD ${JSON.stringify(Config.Cmd ?? [])}`];
}
