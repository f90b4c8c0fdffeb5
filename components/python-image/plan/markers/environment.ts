import type { ImageShape } from "../../args";
import { type PythonRelease, releaseOf } from "./python-release";

/** What is known, before the build, of the environment that requirements are installed into. */
export interface MarkerEnvironment {
    /** Undefined where images of the user's own bring it. */
    python: PythonRelease | undefined;
    /** Values of the other variables of markers; those that are not known are left out. */
    values: { [variable: string]: string };
    /** Members of the variables that are sets: `extras` and `dependency_groups` of a lock file that has both (PEP 751). */
    chosen: { [variable: string]: string[] };
    /** Whether an extra is active where a marker asks for it; undefined where that is open. */
    extra(name: string): boolean | undefined;
}

const machines: { [architecture: string]: string } = {
    amd64: "x86_64",
    arm64: "aarch64",
    "386": "i686",
    ppc64le: "ppc64le",
    s390x: "s390x",
    riscv64: "riscv64",
};

/** The environment of the image that `args` ask for, with `pythonVersion`. */
export function markerEnvironment(args: ImageShape, pythonVersion: string): MarkerEnvironment {
    const machine = machines[(args.platform ?? "linux/amd64").split("/")[1] ?? ""];
    const isOwn = args.builderImage !== undefined;
    return {
        python: isOwn ? undefined : releaseOf(pythonVersion),
        values: {
            os_name: "posix",
            sys_platform: "linux",
            platform_system: "Linux",
            ...(machine === undefined ? {} : { platform_machine: machine }),
            ...(isOwn ? {} : { implementation_name: "cpython", platform_python_implementation: "CPython" }),
        },
        chosen: {},
        extra: () => undefined,
    };
}
