/** What is said where the registry wants fewer requests, where it fails, and where the way to it does. */
const limited = /\b429\b|too ?many ?requests/i;
const failed =
    /\b(500|502|503|504)\b|internal server error|bad gateway|service unavailable|received unexpected HTTP status: 5/i;
const broken = /connection reset|\bEOF\b|broken pipe|TLS handshake timeout|i\/o timeout|request canceled/i;

/** What the Docker provider's own words mean, where the failure is not in a step of the build. */
export function explainProvider(name: string, error: string): string {
    return `${name}: expected a pushed image, got: ${shortened(error)}. ${remedy(error)}`;
}

/** What it means that the engine cannot be asked at all. */
export function explainSilence(name: string, error: unknown): string {
    return explainProvider(
        name,
        `Cannot connect to the Docker daemon (${error instanceof Error ? error.message : error})`,
    );
}

function remedy(error: string): string {
    if (/docker daemon|docker\.sock|Cannot connect to the Docker/i.test(error)) {
        return "No Docker Engine answers. Start one, or name it in DOCKER_HOST or in a `docker.Provider` with `host`.";
    }
    if (limited.test(error)) {
        return "The registry allows no more requests for now. Wait, or log in with an account that has a higher limit.";
    }
    if (/denied|unauthorized|authentication|no basic auth|incorrect or mismatched/i.test(error)) {
        return "The registry refused the login. Give `registry` with a user who may push, or run `docker login`.";
    }
    if (/immutable|cannot be overwritten/i.test(error)) {
        return (
            "The registry has the tag already and keeps tags for ever. Give another `tag`, or leave it out for one made from the " +
            "content; if that is the one, it was pushed before: deploy the `ref` of then, or let the registry change tags."
        );
    }
    if (/http: server gave HTTP response to HTTPS client/.test(error)) {
        return "The registry speaks plain HTTP, which is allowed on loopback only. Give it a certificate.";
    }
    if (/connection refused|no such host|i\/o timeout|no route to host/i.test(error)) {
        return "The engine cannot reach the registry. Check `repository` and that the registry runs.";
    }
    if (/name unknown|repository .*not (?:exist|found)|404/i.test(error)) {
        return "The registry has no such repository. Create it first, or check `repository`.";
    }
    if (broken.test(error)) {
        return "The connection to the registry broke. Try again, and check the registry and what lies between.";
    }
    if (failed.test(error) || /\b50\d\b|unknown: /i.test(error)) {
        return "The registry failed by itself. Try again later; its own log tells why.";
    }
    return "See the engine's log for more.";
}

/** Whether a failure is likely to pass by itself: a registry's 5xx, a reset connection. */
export function isTransient(error: string): boolean {
    return [limited, failed, broken].some((words) => words.test(error));
}

function shortened(error: string): string {
    return error.trim().replace(/\s+/g, " ").replace(/\.$/, "").slice(0, 400);
}
