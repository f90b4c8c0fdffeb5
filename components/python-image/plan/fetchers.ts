import type { Remote } from "./dependencies";

/** A program that fetches requirements from version control, and the system package that brings it. */
export interface Fetcher {
    program: string;
    package: string;
}

/** By the prefix of a requirement's address; the names are the same on Debian and Alpine. */
const fetchers: { [system: string]: Fetcher } = {
    git: { program: "git", package: "git" },
    hg: { program: "hg", package: "mercurial" },
    svn: { program: "svn", package: "subversion" },
    bzr: { program: "brz", package: "breezy" },
};

/** What the builder needs to fetch requirements with, each once. */
export function fetchersOf(remotes: Remote[]): Fetcher[] {
    const systems = remotes.map(({ url }) => /^(\w+)\+/.exec(url)?.[1] ?? (url.startsWith("git:") ? "git" : ""));
    return Object.entries(fetchers).flatMap(([system, fetcher]) => (systems.includes(system) ? [fetcher] : []));
}
