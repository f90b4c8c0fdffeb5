import { withoutLogins } from "../../plan/url-login";
import { type Cause, named } from "./cause";

/** Known causes that lie with what is downloaded, and how. */
export const downloadCauses: Cause[] = [
    {
        name: "hash-mismatch",
        code: "PI2008",
        pattern: /(hash mismatch|do not match the hashes|HashMismatch|HASHES? (?:ARE|ERROR))/i,
        explain: (_, output) =>
            `A download does not have the hash that the requirements demand${named(output, /(?:for|download(?:ing)?)\s+`?([\w.-]+(?:==[\w.]+)?)/i)}. ` +
            "Lock the requirements again, and find out who changed the file: an index may serve another one.",
    },
    {
        name: "hash-missing",
        code: "PI2033",
        pattern:
            /In [`']?--require-hashes[`']? mode, all requirements? must have (?:their versions pinned|a hash)[^\n]*|Hashes are required in --require-hashes mode[^\n]*/i,
        explain: (_, output) =>
            `The requirements file names hashes, and then each requirement needs a version and a hash${named(output, /(?:but (?:there were no hashes|a hash|they) .*?for|have a hash, but none were provided for|are unpinned|missing from the requirements file[\s\S]*?):? `?([A-Za-z0-9][\w.-]*)/)}. ` +
            "Lock the whole file again, with what the packages need: `uv pip compile --generate-hashes`.",
    },
    {
        name: "download-timeout",
        code: "PI2034",
        // What cannot be connected to at all is another cause.
        pattern:
            /^(?![\s\S]*client error \(Connect\))[\s\S]*?(due to network timeout|operation timed out|[Rr]ead timed out|ReadTimeoutError|IncompleteRead|incomplete-download|timed out while downloading|error decoding response body|unexpected EOF during chunk)/,
        explain: (_, output) =>
            `A download took too long or broke off${named(output, /(?:Failed to (?:fetch|download):? `?|host='|URL: |url \()((?:https?:\/\/)?[^\s`')]+)/)}. ` +
            "Try again: what has arrived is kept. On a slow line give it more time: " +
            '`buildEnvironment: { UV_HTTP_TIMEOUT: "600", PIP_DEFAULT_TIMEOUT: "600" }`.',
    },
    {
        name: "proxy-failed",
        code: "PI2035",
        pattern:
            /(Cannot connect to proxy|ProxyError|tunnel error|proxy (?:connect|authentication)|407 Proxy Authentication|unsuccessful tunnel|Could not resolve proxy|Received HTTP code \d+ from proxy)/i,
        explain: (_, output) =>
            `The build cannot get through the proxy${named(withoutLogins(output), /(https?:\/\/[^\s'"`)]*:\d{2,5})(?=[^\n]*prox)/i)}. ` +
            "Check HTTP_PROXY and HTTPS_PROXY, or `proxies` in Docker's config.json: the engine has to reach it. Name what needs none " +
            "in NO_PROXY.",
    },
];
