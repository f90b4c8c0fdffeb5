import { normalizedName } from "../requirements-file";
import type { Edge } from "./locked-package";

/** A requirement (PEP 508), as far as it says what is needed and when: `psycopg[binary] >=3 ; os_name == "posix"`. */
export function edgeOf(specifier: string): Edge {
    const [, name = specifier.trim(), extras = "", marker] =
        /^\s*([A-Za-z0-9._-]+)\s*(?:\[([^\]]*)\])?[^;]*(?:;\s*(.*))?$/s.exec(specifier) ?? [];
    return {
        name: normalizedName(name),
        extras: extras
            .split(",")
            .map((one) => normalizedName(one.trim()))
            .filter((one) => one !== ""),
        marker,
    };
}
