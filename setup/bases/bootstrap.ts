import { createReadStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import type Docker from "dockerode";
import { finished } from "../engine";
import { makeDebian, type StateFolder, type Surroundings, say } from "../host";
import type { Recipe } from "./recipe";

/** Makes a stand-in from Debian's packages and gives it to the engine under the name of the image. */
export async function bootstrap(
    docker: Docker,
    state: StateFolder,
    image: string,
    recipe: Recipe,
    surroundings: Surroundings,
): Promise<void> {
    const folder = state.path("bases", image.replace(":", "-"));
    await mkdir(folder, { recursive: true });
    const former = await docker
        .getImage(image)
        .inspect()
        .catch(() => undefined);
    try {
        const archive = `${folder}/image.tar`;
        await makeDebian(recipe, surroundings, archive);
        await importImage(docker, archive, image, recipe.changes);
    } finally {
        await rm(folder, { recursive: true });
    }
    // Kept by the engine if an image is built on it.
    await (former &&
        docker
            .getImage(former.Id)
            .remove()
            .catch(() => undefined));
    say(`made a stand-in for ${image} from Debian's packages (${recipe.suite})`);
}

async function importImage(docker: Docker, archive: string, image: string, changes: string[]): Promise<void> {
    const [repo, tag] = image.split(":");
    const answer = await docker.importImage(createReadStream(archive), { repo, tag, changes });
    await finished(docker, answer);
}
