import type * as pulumi from "@pulumi/pulumi";
import type { Base, Bytecode, Compression, Prune, Strategy } from "../choices";
import type { Application } from "./application";
import type { Installation } from "./installation";

/** What shapes the image, whatever it is called and wherever it is pushed. */
export interface ImageShape extends Installation, Application {
    /**
     * Version of Python, `major.minor` or `major.minor.patch`; drives both stages. Defaults to that of a `.python-version`
     * beside `requirements` or in `source`, else to `"3.13"`, or the nearest that `requires-python` of the project admits.
     */
    pythonVersion?: string;
    /**
     * Official image to start from. Defaults to `Base.Slim`.
     * Conflicts with `builderImage` and `runtimeImage` given together.
     */
    base?: Base;
    /** Full reference of the image in which the environment is built, instead of the one that `base` names. */
    builderImage?: pulumi.Input<string>;
    /** Full reference of the image that runs, instead of the one that `base` names. */
    runtimeImage?: pulumi.Input<string>;
    /** How the image is put together. Defaults to `Strategy.MultiStage`. */
    strategy?: Strategy;
    /** Name of the environment, which is `/opt/<venvName>`. Defaults to `"venv"`. */
    venvName?: string;
    /** System packages for the final stage, beside those that are found to be needed. Empty by default. */
    runtimePackages?: string[];
    /** What is removed from the environment. Defaults to `Prune.Safe`; `Prune.None` with `Strategy.SingleStage`. */
    prune?: Prune;
    /** Globs, relative to the environment, of what `prune` leaves alone. Empty by default. */
    keep?: string[];
    /**
     * Which modules are compiled at build time. Defaults to `Bytecode.Imported`; `Strategy.SingleStage` compiles all, unless
     * it is `Bytecode.None`.
     */
    bytecode?: Bytecode;
    /**
     * Modules that are imported in the final stage before anything is pushed. Defaults to the top-level modules of the
     * requested packages; `[]` switches the check off. Modules of `source` can be named,
     * as the application itself would import them.
     */
    importCheck?: string[];
    /** Platform of the image, `os/arch`. Defaults to `"linux/amd64"`. */
    platform?: string;
    /**
     * Compression of the layers that are pushed. Defaults to `Compression.Gzip`. Has no effect with `push: false`.
     */
    compression?: Compression;
    /**
     * Level of `compression`: 1 to 9 with `Compression.Gzip`, 1 to 22 with `Compression.Zstd`. Defaults to 6 and 9.
     */
    compressionLevel?: number;
}
