/** What Debian's releases are also called in sources. */
const SUITES = ["stable", "oldstable", "testing"];

/** Options that describe the network rather than the machine. */
const NETWORK_OPTIONS = /^Acquire::(http|https)::Proxy |^Acquire::Check-(Valid-Until|Date) /;

/**
 * The first archive of Debian itself among the texts of `/etc/apt/sources.list` and `sources.list.d/*`, in either of
 * apt's two formats. Third parties' archives are told apart by their suites: Debian's are called `codename`, the
 * machine's own, or `stable` and the like.
 */
export function debianMirror(texts: string[], codename: string): string | undefined {
    for (const text of texts) {
        const url = oneLine(text, codename) ?? deb822(text, codename);
        if (url !== undefined) return url;
    }
    return undefined;
}

/** Those of the lines of `apt-config dump` that an image needs on this machine's network. */
export function networkOptions(dump: string): string[] {
    return dump.split("\n").filter((line) => NETWORK_OPTIONS.test(line) && !line.endsWith(' "";'));
}

function oneLine(text: string, codename: string): string | undefined {
    const line = /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s+(.*)$/gm;
    for (const [, url, suite, components] of text.matchAll(line)) {
        if (isDebian(url, suite, components, codename)) return trimmed(url);
    }
    return undefined;
}

function deb822(text: string, codename: string): string | undefined {
    for (const stanza of text.split(/\n\s*\n/)) {
        const [types, uris, suites, components] = ["Types", "URIs", "Suites", "Components"].map(
            (field) => new RegExp(`^${field}:[ \\t]*(.+)$`, "im").exec(stanza)?.[1],
        );
        const disabled = /^Enabled:\s*no/im.test(stanza);
        const url = uris?.trim().split(/\s+/)[0];
        if (!disabled && (types ?? "").split(/\s+/).includes("deb") && isDebian(url, suites, components, codename))
            return trimmed(url);
    }
    return undefined;
}

function isDebian(url = "", suites = "", components = "", codename: string): url is string {
    return (
        /^https?:/.test(url) &&
        suites.split(/\s+/).some((suite) => [codename, ...SUITES].includes(suite)) &&
        /\bmain\b/.test(components)
    );
}

function trimmed(url: string): string {
    return url.replace(/\/+$/, "");
}
