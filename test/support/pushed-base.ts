import { finished } from "../../setup/engine";
import type { LiveProgram } from "./live-program";

/** A base image of the engine in the registry, where all engines find the same; its reference. */
export async function pushedBase({ docker, registry }: LiveProgram, name: string): Promise<string> {
    const [, tag = "latest"] = name.split(":");
    // Files of tests that run side by side share the engine.
    const repository = `${registry}/bases-${process.pid}/${name.slice(0, name.length - tag.length - 1)}`;
    await docker.getImage(name).tag({ repo: repository, tag });
    const image = docker.getImage(`${repository}:${tag}`);
    await finished(docker, await image.push({ authconfig: { username: "", password: "" } }));
    await image.remove();
    return `${repository}:${tag}`;
}
