import type * as PipRequirements from "pip-requirements-js";
import type { Remote } from "./dependencies";
import { edgeOf } from "./locks/specifier";
import type { MarkerEnvironment } from "./markers/environment";
import { mayHold } from "./markers/judge";
import { namedVariable } from "./named-variables";
import type { Problems } from "./problem";
import { normalizedName } from "./requirements-file";

/** What specifiers ask for. */
export interface Requested {
    /** Normalised names. */
    names: string[];
    remotes: Remote[];
}

/** Reads the specifiers of an argument; whatever is not a requirement specifier (PEP 508) is noted. */
export function readSpecifiers(
    packages: string[],
    environment: MarkerEnvironment,
    problems: Problems,
    argument = "packages",
): Requested {
    const requested: Requested = { names: [], remotes: [] };
    for (const [place, specifier] of packages.entries()) {
        const where = `${argument}[${place}]`;
        const parsed = parse(specifier);
        const isInstalled = mayHold(edgeOf(specifier).marker, environment);
        if (parsed?.type === "ProjectURL" && !/^[a-z+]+:\/\//i.test(parsed.url.replace(/^file:/i, ""))) {
            const remedy = "A path belongs in a requirements file, relative to which it counts.";
            problems.add(where, "a requirement that can be downloaded", specifier, remedy);
        } else if (parsed?.type === "ProjectURL" || parsed?.type === "ProjectName") {
            requested.names.push(...(isInstalled ? [normalizedName(parsed.name)] : []));
            requested.remotes.push(
                ...(isInstalled && parsed.type === "ProjectURL" ? [{ where, url: parsed.url }] : []),
            );
        } else {
            const example = "a requirement specifier such as `numpy>=2` (PEP 508)";
            problems.add(where, example, specifier, "Options and files belong in a requirements file.");
        }
    }
    return requested;
}

/** Undefined for what is none; the parser's own words tell only a position. It knows no variables: names stand for them. */
function parse(specifier: string): PipRequirements.Requirement | null | undefined {
    try {
        // A comment is part of a requirements file, not of a specifier.
        return /\s#/.test(specifier)
            ? undefined
            : loadGrammar().parsePipRequirementsLine(specifier.replace(namedVariable, "$1"));
    } catch {
        return undefined;
    }
}

/** Loaded only where there are specifiers: to make the grammar takes as long as all of this package. */
function loadGrammar(): typeof PipRequirements {
    return require("pip-requirements-js");
}
