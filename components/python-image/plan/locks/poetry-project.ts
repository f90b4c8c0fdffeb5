import * as path from "node:path/posix";
import type { ProjectFiles } from "../project-files";
import { normalizedName } from "../requirements-file";
import { type Table, table, textsOf } from "../tables";
import { groupSpecifiers } from "./dependency-groups";
import type { Edge } from "./locked-package";
import { poetryEdges, poetryExtra } from "./poetry-lock";
import { edgeOf } from "./specifier";

/** What a Poetry project asks for by itself, with the chosen extras and groups. */
export function poetryRequests(project: Table, extras: string[], groups: string[]): Edge[] {
    const declared = table(project, "project");
    const poetry = table(table(project, "tool"), "poetry");
    const own = poetryEdges(table(poetry, "dependencies"));
    const optional = table(declared, "optional-dependencies");
    const chosen = (names: string[], one: string) => names.map(normalizedName).includes(normalizedName(one));
    return [
        ...textsOf(declared.dependencies).map(edgeOf),
        ...own.filter(({ isOptional }) => !isOptional),
        ...Object.keys(optional).flatMap((one) => (chosen(extras, one) ? textsOf(optional[one]).map(edgeOf) : [])),
        ...Object.entries(table(poetry, "extras")).flatMap(([one, list]) =>
            chosen(extras, one) ? textsOf(list).map((text) => poetryExtra(text, own)) : [],
        ),
        ...groups.flatMap((group) => groupSpecifiers(project, group).map(edgeOf)),
        ...Object.entries(table(poetry, "group")).flatMap(([one, group]) =>
            chosen(groups, one) ? poetryEdges((table({ group }, "group").dependencies as Table) ?? {}) : [],
        ),
        ...(chosen(groups, "dev") ? poetryEdges(table(poetry, "dev-dependencies")) : []),
    ];
}

/** Names of the extras and groups that a Poetry project has. */
export function poetryChoices(project: Table): { extras: string[]; groups: string[] } {
    const poetry = table(table(project, "tool"), "poetry");
    return {
        extras: [
            ...Object.keys(table(table(project, "project"), "optional-dependencies")),
            ...Object.keys(table(poetry, "extras")),
        ],
        groups: [
            ...Object.keys(table(project, "dependency-groups")),
            ...Object.keys(table(poetry, "group")),
            ...(poetry["dev-dependencies"] === undefined ? [] : ["dev"]),
        ],
    };
}

/**
 * Whether a Poetry project can be built as a package: it is not said to be none, says what builds it, and, where that is
 * Poetry, there is what goes into the package: `packages`, or a folder or module of its name.
 * Source: https://python-poetry.org/docs/pyproject/#packages
 */
export function isPoetryPackage(project: Table, directory: string, files: ProjectFiles): boolean {
    const poetry = table(table(project, "tool"), "poetry");
    const backend = table(project, "build-system")["build-backend"];
    if (poetry["package-mode"] === false || backend === undefined) {
        return false;
    }
    const name = table(project, "project").name ?? poetry.name;
    if (!/^poetry\./.test(String(backend)) || poetry.packages !== undefined) {
        return typeof name === "string";
    }
    const module = normalizedName(String(name)).replaceAll("-", "_");
    const places = [module, `src/${module}`].map((one) => path.join(directory, one));
    return (
        typeof name === "string" &&
        places.some((one) => files.kind(one) === "directory" || files.kind(`${one}.py`) === "file")
    );
}
