import type * as pulumi from "@pulumi/pulumi";
import type { Installer } from "../choices";
import type { GitLogin } from "./git-login";
import type { PackageIndex } from "./package-index";

/** What is installed into the environment, and how. */
export interface Installation {
    /**
     * Path, relative to the Pulumi program, of a requirements file (`.txt`, `.in`, `.lock`), `pylock.toml`, `uv.lock`,
     * `poetry.lock`, `Pipfile.lock`, or `pyproject.toml`, which is resolved while building; told apart by its name. Defaults
     * to `"requirements.txt"` if that exists and `packages` is not given; one that asks for `pulumi` is the program's own,
     * and must be named.
     */
    requirements?: string;
    /**
     * Requirement specifiers (PEP 508) to install, instead of or beside `requirements`. Beside a lock file, what they leave open is
     * taken in the version that the lock has, also of groups that are not installed. Empty by default.
     */
    packages?: string[];
    /**
     * Optional dependencies of the project, or of `member`, to install. Empty by default. An error if it has none of the
     * name, or if `requirements` is a requirements file.
     */
    extras?: string[];
    /**
     * Dependency groups of the project, or of `member`, to install; categories of a `Pipfile.lock`. Empty by default: groups
     * that a tool installs by itself while developing are not. An error as for `extras`.
     */
    groups?: string[];
    /**
     * The one member of a uv workspace, or project of a Poetry or Pipenv tree, that the image is for: what it needs is
     * installed and nothing else, and edits of others rebuild nothing. Its name, as its `pyproject.toml` has it. Of a
     * `Pipfile.lock`, which does not tell what needs what, the member's dependencies are resolved while building, within the
     * versions that are locked. Defaults to the project beside the lock file; to all members where there is none. An error
     * that lists the members if there is none of the name.
     */
    member?: string;
    /**
     * Whether the project itself, or `member`, is installed beside its dependencies. Automatic by default: only if it can be
     * built as a package. An error if `requirements` is a requirements file, where `.` asks for the project.
     */
    installProject?: boolean;
    /** What installs the requirements. Defaults to `Installer.Uv`. */
    installer?: Installer;
    /**
     * Version of what reads the lock file and installs: uv, Poetry or Pipenv. Defaults to what the project demands
     * (`required-version`, `requires-poetry`), else to a pinned one.
     */
    installerVersion?: string;
    /** Private or mirror package index. Defaults to PyPI. */
    index?: PackageIndex;
    /** Logins for requirements that come from private Git repositories by `git+https`. Empty by default. */
    gitLogins?: GitLogin[];
    /**
     * Environment variables that the installation and `prepare` see, and the image has not: `CMAKE_ARGS`,
     * `SETUPTOOLS_SCM_PRETEND_VERSION`, tokens that a requirements file names as `${VAR}`. A secret among them is in no
     * layer, history, log or staged file. Empty by default.
     */
    buildEnvironment?: { [name: string]: pulumi.Input<string> };
    /**
     * Constraints (PEP 508) for what builds packages from source, such as `"setuptools<81"`; the packages themselves are not
     * bound by them. Empty by default.
     */
    buildConstraints?: string[];
    /**
     * Names of packages that are built in the environment itself, after all others, because their build imports what it
     * does not declare: `"flash-attn"`. Empty by default.
     */
    noBuildIsolation?: string[];
    /**
     * Which build of PyTorch and its kin is installed, as for `uv pip install --torch-backend`: `"cpu"`, `"cu128"`, `"auto"`, ….
     * Defaults to that of the index: on PyPI the one for NVIDIA's GPUs. Conflicts with `installer: Installer.Pip`.
     */
    torchBackend?: string;
    /** Paths of PEM files with authorities that are trusted while building, and not in the image. Empty by default. */
    caCertificates?: string[];
    /**
     * System packages for the builder only. Automatic by default: wheels first, and a compiler tool chain only when a
     * source distribution has to be built.
     */
    buildPackages?: string[];
}
