import type Docker from "dockerode";

/** Takes the names below a registry off the engine's images; what has no other name is gone with its last one. */
export async function forgetImages(docker: Docker, host: string): Promise<void> {
    const images = await docker.listImages();
    for (const { RepoTags, RepoDigests } of images) {
        const names = [...(RepoTags ?? []), ...(RepoDigests ?? [])].filter((name) => name.startsWith(`${host}/`));
        for (const name of names) {
            // A digest goes with the last tag of its repository.
            await docker
                .getImage(name)
                .remove({ noprune: true })
                .catch(() => undefined);
        }
    }
}
