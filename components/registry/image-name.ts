import { parseRepository, type Repository } from "./reference";

/** The full reference of an image, as a Dockerfile's FROM has it. */
export interface ImageName {
    repository: Repository;
    /** Defaults to `latest`, as in Docker. */
    tag: string;
    /** Digest of the manifest, if the reference names one. */
    digest: string | undefined;
}

/**
 * Reads the reference of an image: `python:3.13-slim`, `ghcr.io/team/base@sha256:…`.
 *
 * @throws Error if its repository is none
 */
export function parseImageName(text: string): ImageName {
    const [name = "", digest] = text.split("@", 2);
    const [, repository = name, tag = "latest"] = /^(.*):([^/:]+)$/.exec(name) ?? [];
    return { repository: parseRepository(repository), tag, digest };
}
