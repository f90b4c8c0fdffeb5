/** A marker of a dependency (PEP 508), read. */
export type Marker =
    | { kind: "and" | "or"; of: Marker[] }
    | { kind: "comparison"; left: Operand; operator: string; right: Operand };

/** Either side of a comparison: a text in quotes, or the name of a variable. */
export type Operand = { text: string } | { variable: string };

const token = /\s*(?:("[^"]*"|'[^']*')|(\(|\))|(===|==|~=|!=|<=|>=|<|>)|([A-Za-z_][\w.]*))/y;

/**
 * Reads a marker; undefined where it is none. Source:
 * https://packaging.python.org/en/latest/specifications/dependency-specifiers/#environment-markers
 */
export function parseMarker(text: string): Marker | undefined {
    const tokens = tokensOf(text);
    const parsed = tokens === undefined ? undefined : either(tokens);
    return tokens?.length === 0 ? parsed : undefined;
}

/** The text of a marker. */
export function markerText(marker: Marker): string {
    if (marker.kind === "comparison") {
        return `${operandText(marker.left)} ${marker.operator} ${operandText(marker.right)}`;
    }
    const parts = marker.of.map((one) => (one.kind === "comparison" ? markerText(one) : `(${markerText(one)})`));
    return parts.join(` ${marker.kind} `);
}

function operandText(operand: Operand): string {
    return "variable" in operand
        ? operand.variable
        : operand.text.includes('"')
          ? `'${operand.text}'`
          : `"${operand.text}"`;
}

function tokensOf(text: string): string[] | undefined {
    const tokens: string[] = [];
    token.lastIndex = 0;
    while (text.slice(token.lastIndex).trim() !== "") {
        const found = token.exec(text);
        if (found === null) {
            return undefined;
        }
        tokens.push(found[0].trim());
    }
    return tokens;
}

function either(tokens: string[]): Marker | undefined {
    return list("or", tokens, both);
}

function both(tokens: string[]): Marker | undefined {
    return list("and", tokens, single);
}

function list(
    kind: "and" | "or",
    tokens: string[],
    next: (tokens: string[]) => Marker | undefined,
): Marker | undefined {
    const of: Marker[] = [];
    do {
        const one = next(tokens);
        if (one === undefined) {
            return undefined;
        }
        of.push(one);
    } while (tokens[0] === kind && tokens.shift() !== undefined);
    return of.length === 1 ? of[0] : { kind, of };
}

function single(tokens: string[]): Marker | undefined {
    if (tokens[0] === "(") {
        tokens.shift();
        const inner = either(tokens);
        return tokens.shift() === ")" ? inner : undefined;
    }
    const left = operand(tokens.shift());
    const first = tokens.shift();
    const operator = first === "not" && tokens.shift() === "in" ? "not in" : first;
    const right = operand(tokens.shift());
    const isKnown = operator !== undefined && /^(===|==|~=|!=|<=|>=|<|>|in|not in)$/.test(operator);
    return left === undefined || right === undefined || !isKnown
        ? undefined
        : { kind: "comparison", left, operator, right };
}

function operand(word: string | undefined): Operand | undefined {
    if (word === undefined || !/^["'A-Za-z_]/.test(word)) {
        return undefined;
    }
    return /^["']/.test(word) ? { text: word.slice(1, -1) } : { variable: word };
}
