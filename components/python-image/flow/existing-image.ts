import type { RegistryClient } from "../../registry/client";
import { RegistryError } from "../../registry/error";
import { type ImageConfig, readImageConfig } from "../../registry/image-config";
import { type Manifest, readTagged } from "../../registry/manifest";
import { identityLabels } from "./identity";

/** An image that is in a registry, and is what is wanted. */
export interface ExistingImage {
    /** Where it is. */
    client: RegistryClient;
    /** Tag by which it was found. */
    tag: string;
    manifest: Manifest;
    config: ImageConfig;
}

/** Why what a tag names is not taken. */
export type Refusal =
    /** Nothing is there. */
    | "absent"
    /** The login may not read it. */
    | "unreadable"
    /** Another image of this component, as under a tag that moves. */
    | "other content"
    /** Said in words: `is for linux/arm64`. */
    | { words: string };

/** What an image has to be. */
export interface Expected {
    contentHash: string;
    platform: string;
}

/**
 * Looks for an image under a tag. The tag alone is never believed: the whole hash stands in a label.
 *
 * @throws RegistryError if the registry does not say what it has
 */
export async function findImage(
    client: RegistryClient,
    tag: string,
    expected: Expected,
): Promise<ExistingImage | Refusal> {
    try {
        const { manifest } = await readTagged(client, tag, expected.platform);
        const config = await readImageConfig(client, manifest);
        return refusal(config, expected) ?? { client, tag, manifest, config };
    } catch (error) {
        if (!(error instanceof RegistryError)) {
            return { words: "has a configuration that cannot be read" };
        }
        if (error.status === 404) {
            return "absent";
        }
        if (error.status === 401 || error.status === 403) {
            return "unreadable";
        }
        if (["NOT_AN_IMAGE", "NO_PLATFORM", "NOT_JSON"].includes(error.code)) {
            return { words: `cannot be taken (${error.code})` };
        }
        throw error;
    }
}

function refusal(config: ImageConfig, { contentHash, platform }: Expected): Refusal | undefined {
    const labels = config.config?.Labels ?? {};
    const hash = labels[identityLabels.content];
    const variant = config.variant === undefined ? "" : `/${config.variant}`;
    const found = `${config.os}/${config.architecture}${variant}`;
    if (hash === undefined) {
        return { words: "does not say what it holds" };
    }
    if (hash !== contentHash) {
        return "other content";
    }
    return found === platform || `${config.os}/${config.architecture}` === platform
        ? undefined
        : { words: `is for ${found}, not for ${platform}` };
}
