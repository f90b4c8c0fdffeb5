import { SILENCE_REMEDY, silence } from "../../engine/silence";
import { withAddress } from "../../errors/address";
import type { ErrorCode } from "../../errors/codes";

/** What is said where the registry wants fewer requests, where it fails, and where the way to it does. */
const limited = /\b429\b|too ?many ?requests/i;
const failed =
    /\b(500|502|503|504)\b|internal server error|bad gateway|service unavailable|received unexpected HTTP status: 5/i;
const broken = /connection reset|\bEOF\b|broken pipe|TLS handshake timeout|i\/o timeout|request canceled/i;

/** What the Docker provider's own words mean, where the failure is not in a step of the build. */
export function explainProvider(name: string, error: string): string {
    const { code, remedy } = remedyFor(error);
    return withAddress(`${name}: expected a built image, got: ${shortened(error)}. ${remedy}`, code);
}

/** What it means that the engine cannot be asked at all. */
export function explainSilence(name: string, engineHost: string | undefined, error: unknown): string {
    const { message, errorCode } = silence(engineHost, error);
    return withAddress(`${name}: ${message}`, errorCode);
}

/** The provider's words, with what to do and its paragraph in the catalogue of errors; the first that fits counts. */
const remedies: { words: RegExp; code: ErrorCode; remedy: string }[] = [
    {
        words: /docker daemon|docker\.sock|Cannot connect to the Docker/i,
        code: "PI5001",
        remedy: SILENCE_REMEDY,
    },
    {
        words: limited,
        code: "PI3004",
        remedy: "The registry allows no more requests for now. Wait, or log in with an account that has a higher limit.",
    },
    {
        words: /denied|unauthorized|authentication|no basic auth|incorrect or mismatched/i,
        code: "PI3001",
        remedy: "The registry refused the login. Give `registry` with a user who may push, or run `docker login`.",
    },
    {
        words: /immutable|cannot be overwritten/i,
        code: "PI3012",
        remedy:
            "The registry has the tag already and keeps tags for ever. Give another `tag`, or leave it out for one made from the " +
            "content; if that is the one, it was pushed before: deploy the `ref` of then, or let the registry change tags.",
    },
    {
        words: /http: server gave HTTP response to HTTPS client/,
        code: "PI3014",
        remedy: "The registry speaks plain HTTP, which is allowed on loopback only. Give it a certificate.",
    },
    {
        words: /connection refused|no such host|i\/o timeout|no route to host/i,
        code: "PI3006",
        remedy: "The engine cannot reach the registry. Check `repository` and that the registry runs.",
    },
    {
        words: /name unknown|repository .*not (?:exist|found)|404/i,
        code: "PI3003",
        remedy: "The registry has no such repository. Create it first, or check `repository`.",
    },
    {
        words: broken,
        code: "PI3007",
        remedy: "The connection to the registry broke. Try again, and check the registry and what lies between.",
    },
    {
        words: new RegExp(`${failed.source}|\\b50\\d\\b|unknown: `, "i"),
        code: "PI3005",
        remedy: "The registry failed by itself. Try again later; its own log tells why.",
    },
    { words: /(?:)/, code: "PI5002", remedy: "See the engine's log for more." },
];

function remedyFor(error: string): { code: ErrorCode; remedy: string } {
    return remedies.find(({ words }) => words.test(error)) as { code: ErrorCode; remedy: string };
}

/** Whether a failure is likely to pass by itself: a registry's 5xx, a reset connection. */
export function isTransient(error: string): boolean {
    return [limited, failed, broken].some((words) => words.test(error));
}

function shortened(error: string): string {
    return error.trim().replace(/\s+/g, " ").replace(/\.$/, "").slice(0, 400);
}
