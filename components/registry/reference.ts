/** A repository in a registry, as Docker understands its name. */
export interface Repository {
    /** Fully qualified name, as the Docker provider wants it: `docker.io/team/api`, `127.0.0.1:5000/team/api`. */
    name: string;
    /** Host of the registry, with its port if there is one: `docker.io`, `127.0.0.1:5000`. */
    host: string;
    /** Path below the registry: `team/api`. */
    path: string;
    /** URL of the registry's API, without a path: `https://registry-1.docker.io`, `http://127.0.0.1:5000`. */
    api: string;
}

const PATH = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*$/;
const HOST =
    /^(?:(?:[a-z0-9]|[a-z0-9][a-z0-9-]*[a-z0-9])(?:\.(?:[a-z0-9]|[a-z0-9][a-z0-9-]*[a-z0-9]))*|\[[0-9a-f:]+\])(?::[0-9]{1,5})?$/;
const TAG = /^\w[\w.-]{0,127}$/;
const HUB_HOSTS = new Set(["docker.io", "index.docker.io", "registry-1.docker.io"]);
/** Longest fully qualified name that Docker accepts, in characters. */
const LONGEST_NAME = 255;

/**
 * Reads the name of a repository; one without a host is on Docker Hub, as in Docker.
 *
 * @param insecure whether its registry speaks plain HTTP. Defaults to true for loopback alone
 * @throws Error in the form `repository: expected …, got "…". …`.
 */
export function parseRepository(text: string, insecure?: boolean): Repository {
    const problem = repositoryProblem(text);
    if (problem !== undefined) {
        throw new Error(problem);
    }
    const { host, path } = split(text);
    return { name: `${host}/${path}`, host, path, api: apiOf(host, insecure) };
}

/** What is wrong with the name of a repository, as a message about the argument `where`; undefined if nothing is. */
export function repositoryProblem(text: string, where = "repository"): string | undefined {
    const says = (expected: string, remedy: string) =>
        `${where}: expected ${expected}, got ${JSON.stringify(text)}. ${remedy}`;
    if (text.trim() === "") {
        return says("a repository", 'Name one, such as "ghcr.io/team/api".');
    }
    if (text.includes("://")) {
        return says("a repository without a scheme", `Leave out "${text.slice(0, text.indexOf("://") + 3)}".`);
    }
    if (text.includes("@")) {
        return says("a repository without a digest", 'Leave out "@" and all that follows; the digest is an output.');
    }
    if (/^(?:localhost|[\w-]+(?:\.[\w-]+)+):\d{1,5}$/.test(text)) {
        return says("a host and a path", `Add a path, such as "${text}/team/api".`);
    }
    if (text.slice(text.lastIndexOf("/") + 1).includes(":")) {
        return says("a repository without a tag", 'Leave out ":" and all that follows; give the tag as "tag".');
    }
    if (/[A-Z]/.test(text)) {
        return says("a repository in lower case", `Write ${JSON.stringify(text.toLowerCase())}.`);
    }
    const { host, path } = split(text);
    if (!HOST.test(host) || !PATH.test(path) || /^[0-9a-f]{64}$/.test(text)) {
        return says(
            "a repository [host[:port]/]path",
            'Use lower-case letters, digits and single separators (".", "_", "-") between slashes: "ghcr.io/team/api".',
        );
    }
    if (`${host}/${path}`.length > LONGEST_NAME) {
        return says(`at most ${LONGEST_NAME} characters`, "Choose a shorter path.");
    }
    return undefined;
}

/** What is wrong with a tag, as a message about the argument `where`; undefined if nothing is. */
export function tagProblem(text: string, where = "tag"): string | undefined {
    return TAG.test(text)
        ? undefined
        : `${where}: expected a tag, got ${JSON.stringify(text)}. ` +
              'Use 1 to 128 letters, digits, "_", "." and "-", not starting with "." or "-".';
}

/** Host of the server of a login, which may be given as a URL: `https://ghcr.io/` is `ghcr.io`. */
export function loginHost(server: string): string {
    const host = server.replace(/^https?:\/\//i, "").split("/", 1)[0] ?? "";
    return HUB_HOSTS.has(host) ? "docker.io" : host;
}

/** Whether a host, with or without a port, is this machine itself: 127.0.0.0/8, `localhost`, `::1`. */
export function isLoopback(host: string): boolean {
    const name = host.replace(/:\d+$/, "");
    return name === "localhost" || name === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(name);
}

function apiOf(host: string, insecure = isLoopback(host)): string {
    if (host === "docker.io") {
        return "https://registry-1.docker.io";
    }
    return `${insecure ? "http" : "https"}://${host}`;
}

/** Docker's rule: the first part is a host if it has a dot or a colon, or is `localhost`; else all is on Docker Hub. */
function split(text: string): { host: string; path: string } {
    const slash = text.indexOf("/");
    const first = text.slice(0, Math.max(slash, 0));
    const hosted = first === "localhost" || /[.:]/.test(first);
    const host = hosted ? loginHost(first) : "docker.io";
    const path = hosted ? text.slice(slash + 1) : text;
    return { host, path: host === "docker.io" && !path.includes("/") ? `library/${path}` : path };
}
