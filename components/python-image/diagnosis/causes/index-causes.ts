import { archive } from "../../plan/requirements-file";
import { withoutLogins } from "../../plan/url-login";
import type { Cause } from "./cause";

/** Known causes that lie with package indexes and mirrors. */
export const indexCauses: Cause[] = [
    {
        name: "mirror-unreachable",
        code: "PI2012",
        // Where the lists of packages could not be fetched, apt and apk end with a package that is not in them.
        pattern:
            /^(?=[\s\S]*(?:Unable to locate package|\(no such package\)|has no installation candidate))[\s\S]*?(?:[WE]: Failed to fetch|WARNING: (?:fetching|updating and opening)) (https?:\S+?):?\s+(.+)/,
        explain: ([, url = "", why]) =>
            `The distribution's packages at ${withoutLogins(url)} cannot be had from the build (${why}). ` +
            "Check the network; set HTTP_PROXY and HTTPS_PROXY if there is a proxy, and `caCertificates` if that inspects TLS.",
    },
    {
        name: "index-login-refused",
        code: "PI2013",
        pattern:
            /(PYTHON_IMAGE_INDEX=40[13] |401 Unauthorized|403 Forbidden|HTTP status client error \((401|403)|status code 40[13]|40[13] Error, Credentials|40[13] Client Error|authentication (?:failed|required))/i,
        explain: () =>
            "The package index refused the login, or wants one. Check `index.username` and `index.password`, and that they may " +
            "read the package. An index may also answer so for a package that it does not have: then name the one that has it in " +
            "`index.url`, and this one in `index.extraUrls`.",
    },
    {
        name: "index-failed",
        code: "PI2014",
        pattern: /HTTP status server error \((\d{3}[^)]*)\) for url \(([^)]+)\)/,
        explain: ([, status, url = ""]) =>
            `The package index failed: ${withoutLogins(url)} answered ${status}. ` +
            "Try again later, or name a mirror in `index.url`.",
    },
    {
        name: "index-without-https",
        code: "PI2015",
        pattern: /The repository located at (\S+) is not a trusted or secure host/,
        explain: ([, host]) =>
            `pip takes nothing from an index without HTTPS, such as ${host}. ` +
            "Give `index.url` with https, or use Installer.Uv.",
    },
    {
        name: "index-unreachable",
        code: "PI2016",
        pattern:
            /(dns error|failed to lookup address|Name or service not known|Temporary failure in name resolution|Connection refused|tcp connect error|Network is unreachable|operation timed out|ConnectTimeoutError|NewConnectionError|error sending request|Failed to fetch: )/i,
        explain: (_, output) => {
            const url = /https?:\/\/[^\s)'"`>,]+/.exec(output)?.[0];
            if (url !== undefined && archive.test(url.replace(/[?#].*/, ""))) {
                return (
                    `${withoutLogins(url)}, which a requirement or a lock file names, cannot be reached from the build. ` +
                    "Check the URL and the network; set HTTPS_PROXY if there is a proxy."
                );
            }
            return (
                `The package index${url === undefined ? "" : ` at ${withoutLogins(url)}`} cannot be reached from the build. ` +
                "Check the URL and the network; set HTTPS_PROXY if there is a proxy, and `index.url` if there is a mirror."
            );
        },
    },
];
