import { normalizedName } from "../requirements-file";
import { type Table, table } from "../tables";

/**
 * The specifiers of a group of `[dependency-groups]` (PEP 735), with those of the groups that it includes.
 * Source: https://packaging.python.org/en/latest/specifications/dependency-groups/
 */
export function groupSpecifiers(project: Table, group: string, above: string[] = []): string[] {
    const groups = table(project, "dependency-groups");
    const key = Object.keys(groups).find((one) => normalizedName(one) === normalizedName(group));
    const list = key === undefined ? [] : groups[key];
    if (key === undefined || above.includes(key) || !Array.isArray(list)) {
        return [];
    }
    return list.flatMap((one) => {
        const included = table({ one }, "one")["include-group"];
        return typeof one === "string"
            ? [one]
            : typeof included === "string"
              ? groupSpecifiers(project, included, [...above, key])
              : [];
    });
}
