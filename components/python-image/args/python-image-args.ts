import type * as pulumi from "@pulumi/pulumi";
import type { RegistryLogin } from "../../registry/login";
import type { BaseUpdates } from "../choices";
import type { ImageShape } from "./image-shape";
import type { SizeBudget } from "./size-budget";

/** Arguments of `PythonImage`. */
export interface PythonImageArgs extends ImageShape {
    /** Repository without a tag: `127.0.0.1:5000/team/api`, `ghcr.io/o/api`, an ECR `repositoryUrl`. */
    repository: pulumi.Input<string>;
    /** Tag to push. Defaults to `py-` and the first 12 hexadecimal digits of `contentHash`. */
    tag?: pulumi.Input<string>;
    /** Login to the registry. Defaults to the one that the Docker CLI has stored for it. */
    registry?: pulumi.Input<RegistryLogin>;
    /** Whether to push. Defaults to `true`; with `false`, `ref` is the id of the local image. */
    push?: boolean;
    /** Limits on the size of the image. None by default. */
    sizeBudget?: SizeBudget;
    /** What a base that has moved means. Defaults to `BaseUpdates.Pinned`. */
    baseUpdates?: BaseUpdates;
    /**
     * Whether content that the registry has already is deployed as it is, without a build. Defaults to `true`.
     * Has no effect with `push: false`.
     */
    reuse?: boolean;
    /**
     * Further repositories that may have the content: it is copied from there under the same digest. `registry` is the login
     * for those on the same server. Empty by default.
     */
    reuseFrom?: pulumi.Input<string>[];
    /**
     * Whether the registry speaks plain HTTP. Defaults to `true` for one on loopback, else to `false`.
     */
    insecure?: boolean;
    /**
     * Platforms (`os/arch`) of which the image has one each, with an index over them under the tag; the first one is what
     * `size` and `packages` describe. Conflicts with `platform`. Defaults to that one alone.
     */
    platforms?: string[];
    /**
     * Docker Engines that build for a platform of `platforms`, such as `{"linux/arm64": "ssh://builder@arm.example.org"}`.
     * Defaults to the engine that builds all others, by emulation.
     */
    engines?: { [platform: string]: pulumi.Input<string> };
}
