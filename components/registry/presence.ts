import type { RegistryClient } from "./client";
import { RegistryError } from "./error";
import { readManifest } from "./manifest";

/** Codes by which registries say that an image, or its whole repository, is not there. Harbor says `NOT_FOUND`. */
const GONE = new Set(["MANIFEST_UNKNOWN", "NAME_UNKNOWN", "NOT_FOUND"]);

/** Whether an error says, in the registry's own words, that an image, a tag or the whole repository is not there. */
export function isGone(error: unknown): boolean {
    return error instanceof RegistryError && error.status === 404 && GONE.has(error.code);
}

/**
 * Whether an image is still in its repository. Only a registry that says in its own words that it is not counts as a
 * no; one that is unreachable, refuses the login or fails never does.
 *
 * @throws RegistryError
 */
export async function isPresent(client: RegistryClient, digest: string, platform?: string): Promise<boolean> {
    try {
        await readManifest(client, digest, platform);
        return true;
    } catch (error) {
        if (isGone(error)) {
            return false;
        }
        throw error;
    }
}
