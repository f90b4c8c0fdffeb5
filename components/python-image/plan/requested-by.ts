import type { DependencyFormat } from "./dependencies";
import { normalizedName } from "./requirements-file";
import { type Table, table } from "./tables";

/** Names of what `pyproject.toml` asks for by itself, with the chosen extras and groups. */
export function requestedBy(project: Table, chosen: string[], format: DependencyFormat): string[] {
    const declared = table(project, "project");
    const poetry = table(table(project, "tool"), "poetry");
    const lists = [
        declared.dependencies,
        ...chosen.map((one) => table(declared, "optional-dependencies")[one]),
        ...chosen.map((one) => table(project, "dependency-groups")[one]),
    ];
    const groups = chosen.map((one) => table(table(poetry, "group"), one));
    const tables = [poetry, ...groups].map((one) => table(one, "dependencies"));
    const specifiers = lists.flatMap((list) =>
        Array.isArray(list) ? list.filter((one) => typeof one === "string") : [],
    );
    const keys = format === "poetry" ? tables.flatMap(Object.keys).filter((name) => name !== "python") : [];
    return [...specifiers, ...keys].map((one) => normalizedName(/^[A-Za-z0-9._-]+/.exec(one)?.[0] ?? one));
}
