/** The official image that both stages start from, `python:<pythonVersion>[-slim|-alpine]`. */
export const Base = {
    /** `python:<version>`: Debian with compilers and headers, about 1 GB. */
    Full: "full",
    /** `python:<version>-slim`: Debian without them, about 120 MB. */
    Slim: "slim",
    /** `python:<version>-alpine`: musl instead of glibc, about 50 MB. Needs musllinux wheels or a compiler. */
    Alpine: "alpine",
} as const;
export type Base = (typeof Base)[keyof typeof Base];

/** How the image is put together. */
export const Strategy = {
    /** One stage: whatever the installation needed stays in the image. The article's first two strategies. */
    SingleStage: "single-stage",
    /** A builder stage fills the environment, the final stage takes only that. */
    MultiStage: "multi-stage",
    /** From scratch: the interpreter, the environment, and the files that those two need. No shell. */
    Minimal: "minimal",
} as const;
export type Strategy = (typeof Strategy)[keyof typeof Strategy];

/** What installs the requirements. */
export const Installer = {
    /** uv: resolves and installs in parallel. */
    Uv: "uv",
    /** pip, as it comes with the builder image. */
    Pip: "pip",
} as const;
export type Installer = (typeof Installer)[keyof typeof Installer];

/** What is removed from the environment. */
export const Prune = {
    /** Nothing but the installers (pip, setuptools, wheel) that the requirements do not ask for. */
    None: "none",
    /** What no program needs at run time; and equal files are stored once, as hard links. */
    Safe: "safe",
    /**
     * Also what only some programs need: assets for notebooks, docs, demos, sample data, translations other than English,
     * matplotlib's core fonts, Pillow's AVIF. In `Strategy.Minimal` also the time zones, unless `zoneinfo` or `tzdata` is
     * used. `keep` takes globs that stay.
     */
    Max: "max",
} as const;
export type Prune = (typeof Prune)[keyof typeof Prune];

/** Which modules are compiled to bytecode at build time. */
export const Bytecode = {
    /** None: smallest, and every start of a container compiles anew what it imports. */
    None: "none",
    /** The modules that the import check loaded, those of the standard library among them; of `source` all but its tests. */
    Imported: "imported",
    /** Every module of the environment, and what `Imported` compiles of `source` and of the standard library. */
    All: "all",
} as const;
export type Bytecode = (typeof Bytecode)[keyof typeof Bytecode];

/** What a base image that has moved, since its tag now names another digest, means for an image that is deployed. */
export const BaseUpdates = {
    /** The digest that was deployed last stays until something else is built; that the base has moved is said in a note. */
    Pinned: "pinned",
    /** It is a reason to build. */
    Follow: "follow",
} as const;
export type BaseUpdates = (typeof BaseUpdates)[keyof typeof BaseUpdates];

/** Compression of the layers that are pushed. */
export const Compression = {
    /** Read by everything that runs containers. */
    Gzip: "gzip",
    /**
     * About a fifth smaller, and faster to unpack. Where it runs it needs Docker 23, containerd 1.5, CRI-O 1.17 or newer; AWS
     * Lambda refuses it. The Pulumi program needs Node.js 22.15 or newer.
     */
    Zstd: "zstd",
} as const;
export type Compression = (typeof Compression)[keyof typeof Compression];
