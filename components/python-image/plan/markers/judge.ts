import type { MarkerEnvironment } from "./environment";
import { type Marker, markerText, type Operand, parseMarker } from "./marker";
import { releaseFits } from "./python-release";

/**
 * What is left of a marker in an environment of which not all is known: whether it holds, or else the part that has yet to
 * be decided, as text. A marker that cannot be read is left as it is: the installer is the authority on it.
 */
export function judge(text: string | undefined, environment: MarkerEnvironment): boolean | string {
    if (text === undefined || text.trim() === "") {
        return true;
    }
    const marker = parseMarker(text);
    const left = marker === undefined ? text : simplify(marker, environment);
    return typeof left === "object" ? markerText(left) : left;
}

/** Whether a requirement with this marker may be installed. */
export function mayHold(text: string | undefined, environment: MarkerEnvironment): boolean {
    return judge(text, environment) !== false;
}

function simplify(marker: Marker, environment: MarkerEnvironment): boolean | Marker {
    if (marker.kind === "comparison") {
        return compare(marker.left, marker.operator, marker.right, environment) ?? marker;
    }
    const decisive = marker.kind === "or";
    const left = marker.of.map((one) => simplify(one, environment)).filter((one) => one !== !decisive);
    if (left.includes(decisive)) {
        return decisive;
    }
    const open = left.filter((one) => typeof one === "object");
    return open.length === 0 ? !decisive : open.length === 1 ? (open[0] as Marker) : { kind: marker.kind, of: open };
}

const mirrored: { [operator: string]: string } = { "<": ">", ">": "<", "<=": ">=", ">=": "<=" };

function compare(left: Operand, operator: string, right: Operand, environment: MarkerEnvironment): boolean | undefined {
    if ("variable" in left && "text" in right) {
        return compareVariable(left.variable, operator, right.text, environment);
    }
    if ("variable" in right && "text" in left) {
        return operator.endsWith("in")
            ? contains(right.variable, operator, left.text, environment)
            : compareVariable(right.variable, mirrored[operator] ?? operator, left.text, environment);
    }
    return undefined;
}

function compareVariable(
    variable: string,
    operator: string,
    text: string,
    environment: MarkerEnvironment,
): boolean | undefined {
    if (variable === "extra") {
        const active = environment.extra(text);
        return active === undefined || !["==", "!="].includes(operator) ? undefined : active === (operator === "==");
    }
    if (variable === "python_version" || variable === "python_full_version") {
        return comparePython(variable, operator, text, environment);
    }
    const value = environment.values[variable];
    switch (value === undefined ? undefined : operator) {
        case "==":
        case "===":
            return value === text;
        case "!=":
            return value !== text;
        case "in":
            return text.includes(value as string);
        case "not in":
            return !text.includes(value as string);
        default:
            return undefined;
    }
}

function comparePython(
    variable: string,
    operator: string,
    text: string,
    { python }: MarkerEnvironment,
): boolean | undefined {
    if (python === undefined) {
        return undefined;
    }
    const minor = python.slice(0, 2);
    if (operator.endsWith("in")) {
        const isIn = text.split(/[\s,|]+/).includes(minor.join("."));
        return variable === "python_version" ? isIn === (operator === "in") : undefined;
    }
    // python_version is the release's first two parts, exactly.
    return releaseFits(variable === "python_version" ? [...minor, 0] : python, operator, text);
}

/** `'linux' in sys_platform`; of a lock file's chosen extras and groups (PEP 751), `'dev' in dependency_groups`. */
function contains(
    variable: string,
    operator: string,
    text: string,
    { values, chosen }: MarkerEnvironment,
): boolean | undefined {
    const all = chosen[variable];
    const isIn = all?.includes(text) ?? values[variable]?.includes(text);
    return isIn === undefined ? undefined : isIn === (operator === "in");
}
