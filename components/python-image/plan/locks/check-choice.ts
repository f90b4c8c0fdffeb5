import type { Problems } from "../problem";
import { normalizedName } from "../requirements-file";

/** Notes extras or groups that nothing defines, and a member that is none: an installer would pass over some of them. */
export function checkChoice(
    where: "extras" | "groups" | "member",
    chosen: string[],
    known: string[],
    file: string,
    problems: Problems,
): void {
    const names = [...new Set(known)].sort();
    for (const one of chosen) {
        if (!names.map(normalizedName).includes(normalizedName(one))) {
            const expected = names.length === 0 ? `none, as ${file} knows none` : `one that ${file} knows`;
            const remedy =
                names.length === 0
                    ? "Leave it out."
                    : `There ${names.length === 1 ? "is" : "are"} ${names.join(", ")}.`;
            problems.add(where, expected, one, remedy);
        }
    }
}
