import { type Table, table } from "../tables";
import { edgeOf } from "./specifier";

/** What a category of a Pipfile asks for. */
export interface PipfileRequirement {
    /** Normalised. */
    name: string;
    marker: string | undefined;
    /** Whether it comes from a path, an address or a repository: then the lock file may have it by the name that it has there. */
    isElsewhere: boolean;
}

/** The requirements of some categories of a Pipfile. */
export function pipfileRequirements(pipfile: Table, categories: string[]): PipfileRequirement[] {
    return categories.flatMap((category) =>
        Object.entries(table(pipfile, category)).map(([key, value]) => {
            const entry = table({ value }, "value");
            return {
                name: edgeOf(key).name,
                marker: markerOf(entry),
                isElsewhere: places.some((place) => entry[place] !== undefined),
            };
        }),
    );
}

const places = ["path", "file", "git", "hg", "svn", "bzr", "editable"];

/** Variables of markers that Pipenv takes as keys, as in `sys_platform = "== 'win32'"`. */
const variables = [
    "os_name",
    "sys_platform",
    "platform_machine",
    "platform_python_implementation",
    "platform_release",
    "platform_system",
    "platform_version",
    "python_version",
    "python_full_version",
    "implementation_name",
    "implementation_version",
];

function markerOf(entry: Table): string | undefined {
    const named = variables.map((variable) => [`${variable} `, entry[variable]]);
    const given = [["", entry.markers], ...named].flatMap(([variable, value]) =>
        typeof value === "string" ? [`(${variable}${value})`] : [],
    );
    return given.length === 0 ? undefined : given.join(" and ");
}
