import { withoutLogins } from "../plan/url-login";
import type { Cause } from "./causes";

/** Known causes that lie with package indexes and versions. */
export const indexCauses: Cause[] = [
    {
        code: "PI2011",
        pattern:
            /incompatible with the project's Python requirement: `([^`]+)`|No interpreter found for Python (\S.*?) in /,
        explain: ([, project, lock]) =>
            `The project asks for Python ${project ?? lock}, which the image's is not. Give a \`pythonVersion\` that fits.`,
    },
    {
        code: "PI2012",
        // Where the lists of packages could not be fetched, apt and apk end with a package that is not in them.
        pattern:
            /^(?=[\s\S]*(?:Unable to locate package|\(no such package\)|has no installation candidate))[\s\S]*?(?:[WE]: Failed to fetch|WARNING: (?:fetching|updating and opening)) (https?:\S+?):?\s+(.+)/,
        explain: ([, url = "", why]) =>
            `The distribution's packages at ${withoutLogins(url)} cannot be had from the build (${why}). ` +
            "Check the network; set HTTP_PROXY and HTTPS_PROXY if there is a proxy, and `caCertificates` if that inspects TLS.",
    },
    {
        code: "PI2013",
        pattern:
            /(401 Unauthorized|403 Forbidden|HTTP status client error \((401|403)|status code 40[13]|authentication (?:failed|required))/i,
        explain: () =>
            "The package index refused the login. Check `index.username` and `index.password`, and that they may read the package.",
    },
    {
        code: "PI2014",
        pattern: /HTTP status server error \((\d{3}[^)]*)\) for url \(([^)]+)\)/,
        explain: ([, status, url = ""]) =>
            `The package index failed: ${withoutLogins(url)} answered ${status}. ` +
            "Try again later, or name a mirror in `index.url`.",
    },
    {
        code: "PI2015",
        pattern: /The repository located at (\S+) is not a trusted or secure host/,
        explain: ([, host]) =>
            `pip takes nothing from an index without HTTPS, such as ${host}. ` +
            "Give `index.url` with https, or use Installer.Uv.",
    },
    {
        code: "PI2016",
        pattern:
            /(dns error|failed to lookup address|Name or service not known|Temporary failure in name resolution|Connection refused|tcp connect error|Network is unreachable|operation timed out|ConnectTimeoutError|NewConnectionError|error sending request|Failed to fetch: )/i,
        explain: (_, output) => {
            const url = /https?:\/\/[^\s)'"`>,]+/.exec(output)?.[0];
            return (
                `The package index${url === undefined ? "" : ` at ${withoutLogins(url)}`} cannot be reached from the build. ` +
                "Check the URL and the network; set HTTPS_PROXY if there is a proxy, and `index.url` if there is a mirror."
            );
        },
    },
    {
        code: "PI2017",
        pattern:
            /(?:requires-python|Requires-Python|depends on Python|requires a different Python|Ignored the following versions that require a different python)/i,
        explain: (_, output) =>
            `No version of ${wantedPackage(output)} fits this Python.${available(output)} ` +
            "Change `pythonVersion`, or ask for a version that supports it.",
    },
    {
        code: "PI2018",
        pattern: /([\w.-]+)[^\s]* has no wheels with a matching platform tag \(e\.g\., `([^`]+)`\)/,
        explain: ([, name, tag = ""]) =>
            `${name} has neither a wheel for this image's platform (${tag}) nor sources. ` +
            `Choose another package${tag.startsWith("musl") ? ", or `Base.Slim`: more packages have wheels for glibc than for musl" : ""}.`,
    },
    {
        code: "PI2019",
        pattern:
            /([\w.-]+[^\s]*) has no wheels with a matching Python (?:ABI|implementation|version) tag \(e\.g\., `([^`]+)`\)/,
        explain: ([, name, tag]) =>
            `${name} has neither a wheel for this Python (${tag}) nor sources. ` +
            "Change `pythonVersion`, or ask for a version that supports it.",
    },
    {
        code: "PI2020",
        pattern:
            /(there (?:is|are) no versions? of|was not found in the package registry|No matching distribution found|Could not find a version)/i,
        explain: (_, output) =>
            `No version fits what the requirements ask for: ${wantedPackage(output)}.${available(output)} ` +
            "Ask for a version that exists, and check the name's spelling and the index.",
    },
    {
        code: "PI2021",
        pattern: /(?:ResolutionImpossible|conflicting dependencies|No solution found|unsatisfiable)/i,
        explain: (_, output) =>
            `The requirements contradict each other${conflict(output)}. ` +
            "Loosen one of them; the lines below tell which want what.",
    },
    {
        code: "PI2022",
        pattern:
            /Unable to locate package (\S+)|(\S+) \(no such package\)|Package '(\S+)' has no installation candidate/,
        explain: ([, debian, alpine, obsolete]) =>
            `The image's distribution has no system package ${debian ?? alpine ?? obsolete}. ` +
            "Check the spelling in `buildPackages` and `runtimePackages`, and the names of this release.",
    },
    {
        code: "PI2023",
        pattern: /unable to detect version|setuptools[-_]scm was unable/i,
        explain: () =>
            "A project takes its version from its Git history, which is not sent to the build. " +
            "Give its version tool a fallback: `fallback_version` (setuptools-scm), `raw-options.fallback_version` (hatch-vcs).",
    },
    {
        code: "PI2024",
        pattern: /Failed to build `([\w.-]+) @ file:/,
        explain: ([, name]) =>
            `${name} is a project of your own, and its build fails. The lines below tell why; what lies outside of its ` +
            "directory, and its Git history, are not there.",
    },
    {
        code: "PI2025",
        pattern:
            /Failed to build `?([\w.-]+(?:==[\w.]+)?)|Failed building wheel for (\S+)|Failed to build installable wheels for .*?\((.+?)\)/,
        explain: ([, uv, pip, others]) =>
            `${uv ?? pip ?? others} has no wheel for this image, and building it from its sources fails. ` +
            "Choose a version with a wheel for this Python, or name what its build needs in `buildPackages`.",
    },
    {
        code: "PI2026",
        pattern: /(git (?:executable )?(?:is )?not found|Cannot find command 'git'|Git executable not found)/i,
        explain: () =>
            'A requirement comes from a Git repository, and the builder has no Git. Add `buildPackages: ["git"]`.',
    },
];

function wantedPackage(output: string): string {
    const forms = [
        /no versions? of ([^\s]+)/i,
        /Because ([\w.-]+) was not found/i,
        /satisfies the requirement ([^\s]+)/i,
        /No matching distribution found for ([^\s]+)/i,
        /Because (?:only )?(?:the requested Python version .*? and )?([\w.-]+[<>=!~\d.]*)/i,
    ];
    for (const form of forms) {
        const found = form.exec(output)?.[1];
        if (found !== undefined) {
            return found.replace(/[,.:]$/, "");
        }
    }
    return "see its output below";
}

/** The package of which two versions are wanted. */
function conflict(output: string): string {
    const wanted = /depends on ([A-Za-z0-9][\w.-]*)/.exec(output)?.[1];
    return wanted === undefined ? "" : ` about ${wanted}`;
}

function available(output: string): string {
    const versions = /\(from versions: ([^)]+)\)/.exec(output)?.[1] ?? /PYTHON_IMAGE_VERSIONS=(.*)/.exec(output)?.[1];
    return versions === undefined || versions === "none" ? "" : ` Versions there are: ${versions}.`;
}
