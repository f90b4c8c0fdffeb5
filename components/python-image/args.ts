import type * as pulumi from "@pulumi/pulumi";
import type { RegistryLogin } from "../registry/login";
import type { Base, Bytecode, Installer, Prune, Strategy } from "./choices";

/** A private or mirror package index. */
export interface PackageIndex {
    /** URL of the index that replaces PyPI, as for `pip --index-url`. Defaults to PyPI. */
    url?: pulumi.Input<string>;
    /**
     * URLs of indexes that are asked beside it, as for `pip --extra-index-url`. Empty by default. uv takes a package from
     * the first that has it, of `url` and these in their order; pip the highest version of all.
     */
    extraUrls?: pulumi.Input<string>[];
    /** User name for the host of `url`. Requires `password`. */
    username?: pulumi.Input<string>;
    /**
     * Password or token for the host of `url`. Always a secret; it is in no image, nor in its history. One that has
     * rotated rebuilds nothing by itself.
     */
    password?: pulumi.Input<string>;
}

/** Limits on the size of the image. Exceeding one fails the update. */
export interface SizeBudget {
    /** Most bytes that a cold pull may move. Judged after the push. */
    compressedBytes?: number;
    /** Most bytes that the unpacked layers may take. Judged before the push. */
    unpackedBytes?: number;
    /** Most percent by which `compressedBytes` may exceed that of the image deployed last. */
    growthPercent?: number;
}

/** A command that tells whether a container is healthy, as in a Dockerfile's HEALTHCHECK. */
export interface Healthcheck {
    /** The command in exec form: `["python", "-m", "app.health"]`. */
    command: string[];
    /** Seconds between two checks. Defaults to the engine's 30. */
    intervalSeconds?: number;
    /** Seconds after which a check counts as failed. Defaults to the engine's 30. */
    timeoutSeconds?: number;
    /** Seconds after the start in which failures do not count. Defaults to the engine's 0. */
    startPeriodSeconds?: number;
    /** Failures in a row that make the container unhealthy. Defaults to the engine's 3. */
    retries?: number;
}

/** What shapes the image, whatever it is called and wherever it is pushed. */
export interface ImageShape {
    /** Version of Python, `major.minor` or `major.minor.patch`; drives both stages. Defaults to `"3.13"`. */
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
    /**
     * Path, relative to the Pulumi program, of a requirements file (`.txt`, `.in`), `pylock.toml`, `uv.lock`, `poetry.lock` or
     * `Pipfile.lock`; told apart by its name. Defaults to `"requirements.txt"` if that exists and `packages` is not
     * given; one that asks for `pulumi` is the program's own, and must be named.
     */
    requirements?: string;
    /** Requirement specifiers (PEP 508) to install, instead of or beside `requirements`. Empty by default. */
    packages?: string[];
    /** Optional dependencies of a locked project to install. Empty by default. */
    extras?: string[];
    /** Dependency groups of a locked project to install. Empty by default. */
    groups?: string[];
    /** What installs the requirements. Defaults to `Installer.Uv`. */
    installer?: Installer;
    /** Private or mirror package index. Defaults to PyPI. */
    index?: PackageIndex;
    /** Paths of PEM files with authorities that are trusted while building, and not in the image. Empty by default. */
    caCertificates?: string[];
    /**
     * Directory of application code, relative to the Pulumi program; copied into `workdir` after the environment.
     * Its `.dockerignore` is honoured; `.git`, `.venv`, `__pycache__`, `.env`, `Pulumi.<stack>.yaml` and the like are always
     * left out.
     */
    source?: string;
    /** Working directory of the container, and where `source` is copied to. Defaults to `"/app"`. */
    workdir?: string;
    /** CMD of the image, in exec form. Defaults to that of the base, or to `["python"]` where there is none. */
    command?: string[];
    /** ENTRYPOINT of the image, in exec form. Defaults to that of the base. */
    entrypoint?: string[];
    /**
     * Environment variables of the container, beside `PATH`, `VIRTUAL_ENV` and `HOME=/tmp`, of which only the last can be
     * given. Empty by default.
     */
    environment?: { [name: string]: string };
    /** Labels of the image. Empty by default. */
    labels?: { [name: string]: string };
    /** Ports that the container listens on (EXPOSE), TCP. Empty by default. */
    ports?: number[];
    /** How to tell whether a container is healthy. Not set by default. */
    healthcheck?: Healthcheck;
    /** Numeric `uid` or `uid:gid` that the container runs as. Defaults to `"10001:10001"`. */
    user?: string;
    /** Name of the environment, which is `/opt/<venvName>`. Defaults to `"venv"`. */
    venvName?: string;
    /**
     * System packages for the builder only. Automatic by default: wheels first, and a compiler tool chain only when a
     * source distribution has to be built.
     */
    buildPackages?: string[];
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
     * requested packages; `[]` switches the check off. Modules of `source` cannot be named: it comes later.
     */
    importCheck?: string[];
    /** Platform of the image, `os/arch`. Defaults to `"linux/amd64"`. */
    platform?: string;
}

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
}
