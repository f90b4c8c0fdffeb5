import type { Problems } from "./problem";
import type { ProjectFiles } from "./project-files";

/** How many lines a message names. */
const mostNamed = 5;

/**
 * Notes lines such as `numpy @ file:///croot/numpy_…/work`, of paths that are not there: `pip freeze` writes them, and in an
 * environment of conda for all packages, with the paths of the machine on which they were built. Returns the paths.
 */
export function checkForeignPaths(
    file: string,
    where: string,
    text: string,
    files: ProjectFiles,
    problems: Problems,
): string[] {
    const foreign = text.split(/\r?\n/).flatMap((line, place) => {
        const [, name, path] = /^\s*([\w.-]+)[^@#;]*@\s*file:\/\/(\/(?!\$\{PROJECT_ROOT\})[^\s#;]+)/.exec(line) ?? [];
        return name !== undefined && path !== undefined && files.kind(path) === "missing"
            ? [{ path, said: `${name} in line ${place + 1}` }]
            : [];
    });
    if (foreign.length > 0) {
        const named = foreign.slice(0, mostNamed).map(({ said }) => said);
        const more = foreign.length > mostNamed ? ` and ${foreign.length - mostNamed} more` : "";
        problems.add(
            `${where} (${file})`,
            "packages of an index",
            { phrase: `paths of another machine: ${named.join(", ")}${more}` },
            "`pip freeze` writes them, in an environment of conda for all packages: give what `pip list --format=freeze` prints there.",
            "PI1217",
        );
    }
    return foreign.map(({ path }) => path);
}
