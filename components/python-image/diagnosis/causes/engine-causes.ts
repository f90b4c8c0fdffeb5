import type { Cause } from "./cause";

/** Known causes that lie with the engine, its images, and what it runs on. */
export const engineCauses: Cause[] = [
    {
        name: "foreign-platform",
        code: "PI2029",
        // An emulator that is missing may leave nothing but the code of its failure.
        pattern:
            /exec format error|exec user process caused|qemu-\w+: |^\n[^\n]*exit code: 255(?=[\s\S]*PYTHON_IMAGE_PLATFORM=)/i,
        explain: (_, output) => {
            const machine = /PYTHON_IMAGE_PLATFORM=linux\/([a-z0-9]+)/.exec(output)?.[1];
            return (
                `The engine cannot run programs of ${machine === undefined ? "the image's platform" : `linux/${machine}`}. ` +
                `Have it emulate them (\`docker run --privileged --rm tonistiigi/binfmt --install ${machine ?? "all"}\`, or the ` +
                "distribution's `qemu-user-static` on the engine's machine), build on an engine of that platform (`engines`), " +
                "or leave out `platform`."
            );
        },
    },
    {
        name: "context-lost",
        code: "PI5002",
        pattern: /failed to read downloaded context|build-context-\S*: context not found/,
        explain: () =>
            "The engine has lost the files that it was sent, by a fault of its own. Run `pulumi up` again; where it always does " +
            "so, as Docker 26 with the containerd store, update the engine or use another store.",
    },
    {
        name: "no-python",
        code: "PI2003",
        pattern: /\b(?:ba|da)?sh: (?:\d+: |line \d+: )?python3: (?:command )?not found/,
        explain: () =>
            "The image of this stage has no python3 on its search path. " +
            "Give one that has, such as the official `python` images, as `builderImage` and `runtimeImage`.",
    },
    {
        name: "no-shell",
        code: "PI2004",
        pattern: /exec: "?\/bin\/sh"?: (?:stat \/bin\/sh: )?no such file|unable to find (?:user|group)/,
        explain: () =>
            "The image of this stage has no shell, which the build needs there. Give one that has; " +
            "for an image without a shell, use `Strategy.Minimal`.",
    },
    {
        name: "disk-full",
        code: "PI2005",
        pattern: /no space left on device|disk quota exceeded/i,
        explain: () =>
            "The engine's disk is full. `docker system df` tells what takes it; `docker builder prune` frees the cache of " +
            "builds, `docker image prune` images that nothing names.",
    },
    {
        name: "out-of-memory",
        code: "PI2006",
        pattern:
            /(exit code: 137|signal: killed|signal: 9, SIGKILL|\bKilled\b|Cannot allocate memory|out of memory|MemoryError)/i,
        explain: (_, output) =>
            "The step was killed for want of memory. Give the Docker Engine more memory, or build fewer images at once" +
            `${isCompiling(output) ? '; compilers take less at once with `buildEnvironment: { MAX_JOBS: "1", MAKEFLAGS: "-j1", CMAKE_BUILD_PARALLEL_LEVEL: "1" }`' : ""}.`,
    },
    {
        name: "untrusted-certificate",
        code: "PI2007",
        pattern:
            /(certificate verify failed|invalid peer certificate|UnknownIssuer|self.signed certificate|unable to get local issuer|CERTIFICATE_VERIFY_FAILED|server certificate verification failed)/i,
        explain: () =>
            "A certificate was not trusted: something on the way, such as a company's proxy, inspects TLS. " +
            'Give its authority in `caCertificates: ["company-ca.pem"]`; it is trusted while building only.',
    },
];

function isCompiling(output: string): boolean {
    return /\b(?:gcc|g\+\+|c\+\+|cc1|cc1plus|clang|rustc|nvcc|ninja|cmake)\b|installing a tool chain/.test(output);
}
