/** A version of Python, as far as it is known: `[3, 13]` is some 3.13. */
export type PythonRelease = number[];

/** `"3.13"` as `[3, 13]`; undefined of what is no version. What follows a release, such as `rc1`, does not count. */
export function releaseOf(version: string): PythonRelease | undefined {
    const release = /^\s*v?(\d+(?:\.\d+)*)/.exec(version)?.[1];
    return release?.split(".").map(Number);
}

/**
 * Whether `known` fits a comparison with `version`, as `>=` and `"3.10"`; undefined where that depends on the parts that
 * are not known. Source: https://packaging.python.org/en/latest/specifications/version-specifiers/
 */
export function releaseFits(known: PythonRelease, operator: string, version: string): boolean | undefined {
    const wanted = releaseOf(version);
    if (wanted === undefined) {
        return undefined;
    }
    if (version.trim().endsWith(".*") && ["==", "!="].includes(operator)) {
        const same = startsWith(known, wanted);
        return same === undefined ? undefined : same === (operator === "==");
    }
    switch (operator) {
        case "~=":
            return allOf([atLeast(known, wanted), startsWith(known, wanted.slice(0, -1))]);
        case ">=":
            return atLeast(known, wanted);
        case "<":
            return not(atLeast(known, wanted));
        case ">":
            return above(known, wanted);
        case "<=":
            return not(above(known, wanted));
        case "==":
        case "===":
            return equal(known, wanted);
        case "!=":
            return not(equal(known, wanted));
        default:
            return undefined;
    }
}

/** Whether `known` fits all of a list such as `">=3.10,<4"`; undefined where that is open. */
export function releaseFitsAll(known: PythonRelease, specifiers: string): boolean | undefined {
    const each = specifiers.split(",").flatMap((one) => {
        const [, operator, version] = /^\s*(===|==|~=|!=|<=|>=|<|>)\s*(\S+)\s*$/.exec(one) ?? [];
        return operator === undefined || version === undefined ? [] : [releaseFits(known, operator, version)];
    });
    return allOf(each);
}

const parts = 3;

/** Compares the lowest and the highest version that `known` can be with `wanted`. */
function range(known: PythonRelease, wanted: PythonRelease): [number, number] {
    const filled = (fill: number) => Array.from({ length: parts }, (_, place) => known[place] ?? fill);
    return [compare(filled(0), wanted), compare(filled(Number.POSITIVE_INFINITY), wanted)];
}

function compare(one: number[], other: number[]): number {
    const place = one.findIndex((part, at) => part !== (other[at] ?? 0));
    return place === -1 ? 0 : (one[place] as number) - (other[place] ?? 0);
}

function atLeast(known: PythonRelease, wanted: PythonRelease): boolean | undefined {
    const [low, high] = range(known, wanted);
    return low >= 0 ? true : high < 0 ? false : undefined;
}

function above(known: PythonRelease, wanted: PythonRelease): boolean | undefined {
    const [low, high] = range(known, wanted);
    return low > 0 ? true : high <= 0 ? false : undefined;
}

function equal(known: PythonRelease, wanted: PythonRelease): boolean | undefined {
    const [low, high] = range(known, wanted);
    return low === 0 && high === 0 ? true : low > 0 || high < 0 ? false : undefined;
}

function startsWith(known: PythonRelease, prefix: PythonRelease): boolean | undefined {
    const shared = Math.min(known.length, prefix.length);
    return prefix.slice(0, shared).some((part, place) => part !== known[place])
        ? false
        : known.length >= prefix.length
          ? true
          : undefined;
}

function not(value: boolean | undefined): boolean | undefined {
    return value === undefined ? undefined : !value;
}

function allOf(values: (boolean | undefined)[]): boolean | undefined {
    return values.includes(false) ? false : values.includes(undefined) ? undefined : true;
}
