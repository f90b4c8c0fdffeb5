import type { InstallerDemand } from "./installer-demand";

/** A file of the user's, and where it is staged. */
export interface StagedFile {
    /** Path relative to the Pulumi program. */
    from: string;
    /** Path below `requirements/` or, for projects, below `projects/` in the staged context. */
    to: string;
    /** What is staged in the place of what the file holds. */
    text?: string;
}

/** A local project or archive. */
export interface LocalProject extends StagedFile {
    /** What follows its path where it is asked for, extras and marker: `[dev] ; python_version < "3.13"`. Often empty. */
    suffix: string;
    /** Directories in it, relative to it, that are projects of their own and no part of it. */
    without: string[];
    /** Whether it is installed by its path although its lock file does not count it among the packages. */
    byPath?: boolean;
}

/** A requirement that comes from an address and not from an index. */
export interface Remote {
    /** Where it is asked for, for messages. */
    where: string;
    /** The address as it stands there, such as `git+https://…` or `https://….whl`. */
    url: string;
}

/** How the requirements are given; told apart by the file's name. */
export type DependencyFormat = "specifiers" | "requirements" | "pylock" | "pyproject" | "uv" | "poetry" | "pipenv";

/** What is to be installed, and from which files. */
export interface Dependencies {
    /** `specifiers` where there are only `packages`. */
    format: DependencyFormat;
    /** The requirements or lock file, relative to `requirements/`. Undefined for `specifiers`. */
    file: string | undefined;
    /** Requirement specifiers beside the file. */
    packages: string[];
    /** File, relative to `requirements/`, that constrains those to the versions of the lock file. Undefined without one. */
    constraints: string | undefined;
    extras: string[];
    groups: string[];
    /** Every file that the installation of third-party packages reads: nested `-r` and `-c`, `pyproject.toml`. */
    files: StagedFile[];
    /** Local projects (directories or archives), installed without being editable in a step of their own. */
    projects: LocalProject[];
    /** Normalised names that the text asks for by themselves; empty where only the installer can tell. */
    requested: string[];
    /** Normalised names of all that a lock file holds which does not tell what was asked for; else empty. */
    locked: string[];
    /** Whether the requirements file has the option `--pre`, which uv knows by another name. */
    prereleases: boolean;
    /** Whether the requirements file names all that is installed, what its requirements need in turn as well. */
    isResolved: boolean;
    /** Whether the requirements file names hashes: then each of its requirements must have one. */
    hashed: boolean;
    /** Version control and archive links. */
    remotes: Remote[];
    /** The versions of its installer that the locked project accepts, where it says so. */
    installerDemand: InstallerDemand | undefined;
    /** The member of a workspace that the image is for, if it is not all of it. */
    member: string | undefined;
    /** Names of local projects that a lock file has among its packages, and that are not installed. */
    leftOut: string[];
}

export const noDependencies: Dependencies = {
    format: "specifiers",
    file: undefined,
    packages: [],
    constraints: undefined,
    extras: [],
    groups: [],
    files: [],
    projects: [],
    requested: [],
    locked: [],
    prereleases: false,
    isResolved: false,
    hashed: false,
    remotes: [],
    installerDemand: undefined,
    member: undefined,
    leftOut: [],
};
