import { readBlob } from "./blob";
import type { RegistryClient } from "./client";
import type { Manifest } from "./manifest";

/** The parts of an image's configuration that matter here. */
export interface ImageConfig {
    /** Operating system: `linux`. */
    os: string;
    /** Processor: `amd64`. */
    architecture: string;
    /** Variant of the processor: `v7`. */
    variant?: string;
    /** How a container starts. */
    config?: {
        Env?: string[];
        Cmd?: string[];
        Entrypoint?: string[];
        User?: string;
        WorkingDir?: string;
        Labels?: { [name: string]: string };
    };
    /** Digests of the layers as tar streams, from the base upwards. */
    rootfs: { type: string; diff_ids: string[] };
    /** How each layer came about, from the base upwards; entries with `empty_layer` stand for settings alone. */
    history?: { created_by?: string; empty_layer?: boolean }[];
}

/**
 * Reads the configuration of an image.
 *
 * @throws RegistryError
 */
export async function readImageConfig(client: RegistryClient, manifest: Manifest): Promise<ImageConfig> {
    return JSON.parse((await readBlob(client, manifest.config)).toString("utf8"));
}
