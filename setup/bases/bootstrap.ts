import { createReadStream } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import type Docker from "dockerode";
import { runBuild } from "../../components/engine/run-build";
import { finished } from "../engine";
import { ensureEmulation, makeDebian, type StateFolder, type Surroundings, say } from "../host";
import type { Recipe } from "./recipe";

/** Makes a stand-in from Debian's packages and gives it to the engine under the name of the image. */
export async function bootstrap(
    docker: Docker,
    state: StateFolder,
    image: string,
    recipe: Recipe,
    surroundings: Surroundings,
): Promise<void> {
    const folder = state.path("bases", image.replace(/\W/g, "-"));
    await mkdir(folder, { recursive: true });
    const former = await docker
        .getImage(image)
        .inspect()
        .catch(() => undefined);
    try {
        const archive = `${folder}/image.tar`;
        if (recipe.architecture !== undefined) await ensureEmulation(recipe.architecture);
        await makeDebian(recipe, surroundings, archive);
        if (recipe.architecture === undefined) await importImage(docker, archive, image, recipe.changes);
        else await buildImage(docker, folder, image, recipe.changes, `linux/${recipe.architecture}`);
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

/** Engines import an image as one for their own processor, whatever they are told; so it is built. */
async function buildImage(
    docker: Docker,
    folder: string,
    image: string,
    changes: string[],
    platform: string,
): Promise<void> {
    await writeFile(`${folder}/Dockerfile`, ["FROM scratch", "ADD image.tar /", ...changes, ""].join("\n"));
    const result = await runBuild(docker, { context: folder, buildArguments: {}, platform, tag: image });
    if ("failed" in result) throw new Error(`${image}: ${JSON.stringify(result.failed)}`);
}
