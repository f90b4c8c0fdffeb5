/** A comparison of Poetry's: a sign, if any, and a version, of which the last part may be a star. */
const comparison = /(\^|~=?|[<>=!]*)\s*v?(\d[\w.*+]*)/g;

/**
 * Poetry's constraint on a version as alternatives of specifiers, of which one has to fit: `^3.9 || 3.8.4` as `>=3.9,<4` and
 * `==3.8.4`. One that admits all is empty. Source: https://python-poetry.org/docs/dependency-specification/
 */
export function poetryAlternatives(constraint: string): string[] {
    return constraint
        .split(/\|\|?/)
        .map((alternative) =>
            [...alternative.matchAll(comparison)]
                .map(([, sign = "", version = ""]) => specifierOf(sign, version))
                .join(","),
        );
}

/** The marker of a dependency that Poetry limits to some versions of Python; undefined where it is limited to none. */
export function poetryPythonMarker(constraint: string): string | undefined {
    const alternatives = poetryAlternatives(constraint);
    return alternatives.includes("") ? undefined : alternatives.map(markerOf).join(" or ");
}

function markerOf(specifiers: string): string {
    const each = specifiers.split(",").map((one) => one.replace(/^([^\d]+)(.*)$/, 'python_full_version $1 "$2"'));
    return each.join(" and ");
}

/** A version without a sign is that patch; one of fewer parts stands for all its patches, as whoever writes `3.11` means it. */
function specifierOf(sign: string, version: string): string {
    const named = version.replace(/(?:\.[*xX])+$/, "");
    const parts = named.split(".");
    switch (sign) {
        case "^":
            return `>=${named},<${Number(parts[0]) + 1}`;
        case "~":
            return `>=${named},==${parts.slice(0, 2).join(".")}.*`;
        case "":
        case "=":
        case "==":
        case "===":
            return parts.length > 2 && named === version ? `==${named}` : `==${named}.*`;
        case "!=":
        case "<>":
            return `!=${named}${named === version ? "" : ".*"}`;
        default:
            return `${sign}${named}`;
    }
}
