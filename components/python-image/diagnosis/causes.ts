import type { ErrorCode } from "../../errors/codes";
import { compilerPackages, headerPackage } from "./system-names";

/** A known way in which a build fails. */
export interface Cause {
    /** Its paragraph in the catalogue of errors. */
    code: ErrorCode;
    /** What the step prints then. */
    pattern: RegExp;
    /** What went wrong, and what to do, in plain words. */
    explain: (match: RegExpExecArray, output: string) => string;
}

/** Known causes, the most telling first. */
export const causes: Cause[] = [
    {
        code: "PI4001",
        pattern: /python-image: error: (.+(?:\n.*python-image: {3}.+)*)/,
        explain: ([, text = ""]) => text.replace(/^.*python-image: {3}/gm, ""),
    },
    {
        code: "PI2003",
        pattern: /\b(?:ba|da)?sh: (?:\d+: |line \d+: )?python3: (?:command )?not found/,
        explain: () =>
            "The image of this stage has no python3 on its search path. " +
            "Give one that has, such as the official `python` images, as `builderImage` and `runtimeImage`.",
    },
    {
        code: "PI2004",
        pattern: /exec: "?\/bin\/sh"?: (?:stat \/bin\/sh: )?no such file|unable to find (?:user|group)/,
        explain: () =>
            "The image of this stage has no shell, which the build needs there. Give one that has; " +
            "for an image without a shell, use `Strategy.Minimal`.",
    },
    {
        code: "PI2005",
        pattern: /no space left on device/i,
        explain: () =>
            "The engine's disk is full. Free space there (`docker system df` tells what takes it), or give it a larger disk.",
    },
    {
        code: "PI2006",
        pattern: /(exit code: 137|signal: killed|\bKilled\b|Cannot allocate memory|out of memory|MemoryError)/i,
        explain: () =>
            "The step was killed for want of memory. Give the Docker Engine more memory, or build fewer images at once.",
    },
    {
        code: "PI2007",
        pattern:
            /(certificate verify failed|invalid peer certificate|UnknownIssuer|self.signed certificate|unable to get local issuer|CERTIFICATE_VERIFY_FAILED)/i,
        explain: () =>
            "A certificate was not trusted: something on the way, such as a company's proxy, inspects TLS. " +
            'Give its authority in `caCertificates: ["company-ca.pem"]`; it is trusted while building only.',
    },
    {
        code: "PI2008",
        pattern: /(hash mismatch|do not match the hashes|HashMismatch|HASHES? (?:ARE|ERROR))/i,
        explain: (_, output) =>
            `A download does not have the hash that the requirements demand${named(output, /(?:for|download(?:ing)?)\s+`?([\w.-]+(?:==[\w.]+)?)/i)}. ` +
            "Lock the requirements again, and find out who changed the file: an index may serve another one.",
    },
    {
        code: "PI2009",
        pattern:
            /(fatal error: ([\w/.+-]+\.h): No such file|(pg_config|mysql_config|mariadb_config) (?:executable )?(?:is )?not found|(?:Package|No package) '?"?([\w.+-]+)'?"?,? (?:was not|found|required by)|(libxml2|libxslt) development packages|pkg-config --exists ([\w.+-]+)' returned non-zero)/,
        explain: ([, , header, tool, library, devel, module], output) => {
            const wanted = header ?? tool ?? library ?? devel ?? module ?? "a header";
            const known = headerPackage(wanted, output);
            const remedy = known === undefined ? "Name the system package that has it" : `Add it`;
            return `A package is built from source and misses ${wanted}. ${remedy}: \`buildPackages: ["${known ?? "…-dev"}"]\`.`;
        },
    },
    {
        code: "PI2010",
        pattern:
            /(No such file or directory: '(?:[\w-]*-)?(?:gcc|cc|g\+\+|c\+\+|clang|cargo)'|command '?[\w-]*(?:gcc|cc|g\+\+|clang|cargo)'? failed: No such file|error: can't find Rust compiler|(?:gcc|cc|g\+\+|cargo|rustc): (?:command )?not found|linker `cc` not found|Unknown compiler)/,
        explain: ([text = ""], output) =>
            `A package has no wheel for this image and needs a compiler that the builder lacks (${text.trim()}). ` +
            `Name the packages that bring it (\`buildPackages: [${compilerPackages(output)}]\`, "cargo" for Rust), or choose a version that has a wheel.`,
    },
];

function named(output: string, form: RegExp): string {
    const found = form.exec(output)?.[1];
    return found === undefined ? "" : ` (${found})`;
}
