/** One way to log in that a server offers in `WWW-Authenticate`. */
export interface Challenge {
    /** Scheme in lower case: `basic`, `bearer`. */
    scheme: string;
    /** Parameters, their names in lower case: `realm`, `service`, `scope`, `error`. */
    parameters: { [name: string]: string };
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const PARAMETER = new RegExp(`^(${TOKEN})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|(${TOKEN}))`);
const SCHEME = new RegExp(`^(${TOKEN})(?=\\s|,|$)`);

/** Reads a `WWW-Authenticate` header, which may hold several challenges. It is read as far as it can be understood. */
export function parseChallenges(header: string): Challenge[] {
    const challenges: Challenge[] = [];
    let rest = header.trim();
    while (rest !== "") {
        const parameter = PARAMETER.exec(rest);
        const scheme = parameter ? null : SCHEME.exec(rest);
        const current = challenges.at(-1);
        if (parameter?.[1] !== undefined && current) {
            current.parameters[parameter[1].toLowerCase()] =
                parameter[2]?.replace(/\\(.)/g, "$1") ?? parameter[3] ?? "";
        } else if (scheme?.[1] !== undefined) {
            challenges.push({ scheme: scheme[1].toLowerCase(), parameters: {} });
        } else {
            break;
        }
        rest = rest.slice((parameter ?? scheme)?.[0].length).replace(/^[\s,]+/, "");
    }
    return challenges;
}
