import type Docker from "dockerode";
import type { RegistryClient } from "../registry/client";
import type { Descriptor } from "../registry/content";
import type { LayerCompression } from "./compression";
import type { PackedAhead } from "./pack-ahead";

/** What is published, and where it goes. */
export interface PublishOrder {
    /** The engine that has built the image. */
    engine: Docker;
    /** Id of the built image, as the engine names it. */
    imageId: string;
    /**
     * Builds the stage that holds the last layer of the image alone, and answers with its id: after an edit of the
     * application's code nothing else is exported. Called if that layer is unknown. It comes with the whole image
     * where this is missing.
     */
    codeTarget?: (() => Promise<string>) | undefined;
    /** What lies below the last layer of the image, where that was published and the engine has something else there. */
    over?: LaidOver | undefined;
    /** The repository that the image goes to, opened for writing. */
    repository: RegistryClient;
    /** Tag under which it is put there. */
    tag: string;
    /** Compression of the layers that are not known yet. */
    compression: LayerCompression;
    /** Labels beside those that the build has set: hash of the content, name and digest of the base. */
    labels: { [name: string]: string };
    /** Settings that no build depends on; they replace those of the build. */
    settings?: LateSettings | undefined;
    /**
     * Number of layers at the bottom that belong to the base image. They keep the times of their files; those above them,
     * which this build has made, get fixed ones. Defaults to 0.
     */
    baseLayers?: number | undefined;
    /**
     * Layers whose published form is known: of the last deployment, if its compression was the same, and of the base where
     * it is in a registry. They are neither exported, compressed nor sent if the repository has them.
     */
    known: KnownLayer[];
    /** Layers of the base that were written anew before: they are only sent. None by default. */
    ahead?: PackedAhead | undefined;
    /**
     * Called once the size of everything is known, before the manifest and the tag are put: if it throws, nothing that
     * anybody could deploy has been published.
     */
    judge?: ((image: Published) => Promise<void>) | undefined;
    /** The inventory (CycloneDX, JSON), to be attached to the image as a referrer. */
    sbom?: Buffer | undefined;
    /** Called with one line of text whenever there is something to tell of the progress. */
    progress?: ((line: string) => void) | undefined;
}

/** What an image is made of below its last layer, as it was published. */
export interface LaidOver {
    /** Settings, as Docker writes them: they replace those of the build. */
    config: { [name: string]: unknown };
    /** Layers from the base upwards. */
    layers: PublishedLayer[];
    /** Number of layers at the bottom that belong to the base image. */
    baseLayers: number;
}

/** Settings of an image that come after its build. */
export interface LateSettings {
    command?: string[] | undefined;
    entrypoint?: string[] | undefined;
    environment?: { [name: string]: string } | undefined;
}

/** A layer whose published form is known before anything is exported. */
export interface KnownLayer {
    /** How the engine identifies it: digest of the layer as the engine keeps it, from `RootFS.Layers` of its image. */
    engineDiffId: string;
    /** Digest of the published layer as a tar stream. */
    diffId: string;
    /** The published blob. */
    blob: Descriptor;
    /** Bytes of the published layer as a tar stream. */
    unpackedBytes: number;
    /** A repository that has the blob, opened for reading: it is mounted or copied from there. Defaults to the order's. */
    from?: RegistryClient | undefined;
}

/** A layer of a published image. */
export interface PublishedLayer extends Omit<KnownLayer, "from"> {}

/** An image that is in its repository. */
export interface Published {
    /** Digest of the manifest. */
    digest: string;
    /** The manifest itself, as an index wants it. */
    manifest: Descriptor;
    /** The image's configuration. */
    config: Descriptor;
    /** From the base upwards, without layers that change nothing. */
    layers: PublishedLayer[];
    /** Bytes that were sent: 0 if the registry had everything. */
    sentBytes: number;
}
