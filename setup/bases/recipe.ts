import { createHash } from "node:crypto";
import type { Surroundings } from "../host";
import { fullPackages, otherPython, slimPackages } from "./packages";
import { unpackedOptions, unpackedPackages, unpackPip } from "./unpacked";

/** The label that marks a stand-in; its value changes when the recipe does. */
export const STAND_IN_LABEL = "io.python-image.stand-in";

/** How a stand-in for an official image is made. */
export interface Recipe {
    /** The Debian release that carries this Python. */
    suite: string;
    /** Options of `mmdebstrap`, without suite, target and mirror. `$CERTIFICATES` is the path of the certificates. */
    options: string[];
    /** Dockerfile instructions for the import. */
    changes: string[];
    /** Debian's name of the processor that it is for. Defaults to the machine's. */
    architecture?: string;
    /** A hash of all of the above and of the surroundings. */
    hash: string;
}

/** The Debian releases by the Python that they carry; `other` where `python3` is, or will be, another one there. */
const RELEASES: Record<string, { suite: string; other?: boolean }> = {
    "3.11": { suite: "bookworm" },
    "3.13": { suite: "trixie" },
    "3.14": { suite: "forky", other: true },
    "3.15": { suite: "forky", other: true },
};

/** Where Docker Hub has the official images for one kind of processor, and Debian's name of it. */
const ARCHITECTURES: Record<string, string> = { arm64v8: "arm64" };

/** The versions of Python that stand-ins can be made for. */
export const standInVersions = Object.keys(RELEASES);

const PATH = "/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Slim images leave these out, now and when packages are installed into them later. */
const SLIM_EXCLUDES = ["/usr/share/man/*", "/usr/share/doc/*", "/usr/share/locale/*", "/usr/share/info/*"];

/** In the official images pip installs into the system; Debian's Python is marked as managed by apt alone. */
const MARKER = "/usr/lib/python3*/EXTERNALLY-MANAGED";

/** As in Debian's official images: what apt downloads does not stay in a layer. */
const DOCKER_CLEAN = [
    'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin || true"; };',
    'Dir::Cache::pkgcache "";',
    'Dir::Cache::srcpkgcache "";',
];

/** Debian 12 would otherwise install `usrmerge`, which brings perl. */
const MERGED_USR = "--hook-directory=/usr/share/mmdebstrap/hooks/merged-usr";

/** pip installs itself out of the wheel that comes with venv, as `/usr/local/bin/pip`. */
const INSTALL_PIP =
    'chroot "$1" sh -c \'export PYTHONPATH=$(echo /usr/share/python-wheels/pip-*.whl) && ' +
    "python3 -m pip install --no-compile --no-index --root-user-action=ignore --quiet $PYTHONPATH'";

/**
 * The recipe for `python:<version>`, `python:<version>-slim` or, on another kind of processor, such as
 * `arm64v8/python:<version>-slim`; undefined for an image that has none.
 */
export function standInRecipe(image: string, surroundings: Surroundings): Recipe | undefined {
    const [, place, version = "", slim] = /^(?:(\w+)\/)?python:(\d+\.\d+)(-slim)?$/.exec(image) ?? [];
    const release = RELEASES[version];
    const architecture = place === undefined ? undefined : ARCHITECTURES[place];
    const isMade = slim !== undefined || (place === undefined && !release?.other);
    if (release === undefined || !isMade || (place !== undefined && architecture === undefined)) return undefined;
    const { suite, other } = release;
    const packages = slim === undefined ? fullPackages : other ? otherPython(version) : slimPackages;
    const excludes = [MARKER, ...(slim === undefined ? [] : SLIM_EXCLUDES)];
    const pip = architecture === undefined ? INSTALL_PIP : unpackPip;
    const hooks = customizations(surroundings, pip, other ? version : undefined);
    const options = [
        ...(architecture === undefined ? ["--variant=minbase"] : unpackedOptions(architecture)),
        `--include=${[...packages, ...(architecture === undefined ? [] : unpackedPackages)].join(",")}`,
        ...excludes.map((path) => `--dpkgopt=path-exclude=${path}`),
        ...surroundings.aptOptions.map((option) => `--aptopt=${option}`),
        ...(suite === "bookworm" ? [MERGED_USR] : []),
        ...hooks.map((command) => `--${architecture === undefined ? "customize" : "extract"}-hook=${command}`),
    ];
    const changes = ['CMD ["python3"]', `ENV PATH=${PATH}`];
    const text = JSON.stringify([suite, options, changes, surroundings]);
    const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
    return {
        suite,
        options,
        changes: [...changes, `LABEL ${STAND_IN_LABEL}=${hash}`],
        ...(architecture === undefined ? {} : { architecture }),
        hash,
    };
}

/** Shell commands that run when all packages are in; `$1` is the root of the new system. */
function customizations({ certificates }: Surroundings, pip: string, python: string | undefined): string[] {
    const clean = DOCKER_CLEAN.map((line) => `'${line}'`).join(" ");
    return [
        `printf '%s\\n' ${clean} > "$1/etc/apt/apt.conf.d/docker-clean"`,
        ...(python === undefined
            ? []
            : [`for name in python python3; do ln -s /usr/bin/python${python} "$1/usr/local/bin/$name"; done`]),
        pip,
        // The official images have no bytecode and no tests of the standard library.
        'find "$1"/usr/lib/python3* "$1"/usr/local/lib -depth \\( -name __pycache__ -o -name idle_test \\) -exec rm -r {} +',
        'rm -rf "$1"/var/lib/apt/lists/* "$1"/var/log/*.log "$1"/var/log/apt "$1"/var/cache/apt/*.bin "$1"/var/cache/debconf/*-old',
        ...(certificates === undefined ? [] : ['cp "$CERTIFICATES" "$1/etc/ssl/certs/ca-certificates.crt"']),
    ];
}
