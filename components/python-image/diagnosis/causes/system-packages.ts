import type { Names } from "./system-package-names";

/** The system packages, as elements of an array, in the names of the builder's distribution. */
export function systemPackages(packages: Names[], output: string): string {
    const names = packages.map(([debian, alpine = debian]) => (isAlpine(output) ? alpine : debian));
    return [...new Set(names)].map((name) => `"${name}"`).join(", ");
}

/** The system packages of a C compiler, as elements of an array. */
export function compilerPackages(output: string): string {
    return isAlpine(output) ? '"build-base"' : '"gcc", "libc6-dev"';
}

/** Whether the builder has apk: its step says so where it fails. */
function isAlpine(output: string): boolean {
    return output.includes("PYTHON_IMAGE_PACKAGES=apk");
}
