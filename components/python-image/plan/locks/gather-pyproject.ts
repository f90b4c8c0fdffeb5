import { stringify } from "smol-toml";
import { type Dependencies, noDependencies } from "../dependencies";
import { uvDemand } from "../installer-demand";
import { mayHold } from "../markers/judge";
import { normalizedName } from "../requirements-file";
import { readToml, type Table, table, textsOf } from "../tables";
import { checkChoice } from "./check-choice";
import { groupSpecifiers } from "./dependency-groups";
import { laidOut } from "./laid-out";
import type { LockFile } from "./lock-file";
import { isPoetryPackage } from "./poetry-project";
import { readSoundly } from "./read-soundly";
import { edgeOf } from "./specifier";
import { sourcedRemotes, uvSources } from "./uv-sources";

/**
 * Lays out a `pyproject.toml` that is resolved while building: what it declares, with the chosen extras and groups, and the
 * projects that it takes from paths (`[tool.uv.sources]`), which are installed in a step of their own, as it is itself.
 */
export function gatherPyproject(file: LockFile): Dependencies {
    const { args, directory, environment, files, problems } = file;
    const project = readSoundly(problems, () => readToml(file.path, files, problems));
    if (project === undefined) {
        return { ...noDependencies, format: "pyproject" };
    }
    const declared = table(project, "project");
    const optional = table(declared, "optional-dependencies");
    const extras = args.extras ?? [];
    const groups = args.groups ?? [];
    checkChoice("groups", groups, Object.keys(table(project, "dependency-groups")), file.path, problems);
    const isInstalled = args.installProject ?? isPackage(project, file);
    const isDeclared = project.project !== undefined && !textsOf(declared.dynamic).includes("dependencies");
    if (!isInstalled || !isBuildToldExtras(project)) {
        const ofPoetry = isInstalled || !isDeclared ? poetryExtras(project) : [];
        checkChoice("extras", extras, [...Object.keys(optional), ...ofPoetry], file.path, problems);
    }
    if (!isDeclared && !isInstalled) {
        const got = { phrase: "none, and a project that cannot be built as a package" };
        const remedy = "Give its lock file: `uv.lock`, `poetry.lock`, `Pipfile.lock` or a requirements file.";
        problems.add("requirements", `[project] dependencies in ${file.path}`, got, remedy);
    }
    const specifiers = (isDeclared ? textsOf(declared.dependencies) : []).concat(
        Object.entries(optional).flatMap(([name, list]) => (isAmong(extras, name) ? textsOf(list) : [])),
        groups.flatMap((group) => groupSpecifiers(project, group)),
    );
    const asked = specifiers.map(edgeOf).filter(({ marker }) => mayHold(marker, environment));
    const sources = uvSources(file, project, asked);
    const text = manifestText(project, file, sources.local);
    const itself = isInstalled ? [{ from: directory, suffix: extras.length > 0 ? `[${extras.join(",")}]` : "" }] : [];
    return {
        ...laidOut("pyproject", file.path, [{ at: file.path, text }], [...sources.projects, ...itself]),
        requested: asked.map(({ name }) => name),
        remotes: [...sources.remotes, ...sourcedRemotes(specifiers)],
        installerDemand: uvDemand(directory, project, files, problems),
    };
}

/** Names of extras that Poetry knows beside those of `[project]`. */
function poetryExtras(project: Table): string[] {
    return Object.keys(table(table(table(project, "tool"), "poetry"), "extras"));
}

/** Whether only what builds the project knows its extras, as from a `setup.py`. */
function isBuildToldExtras(project: Table): boolean {
    const isPoetry = table(project, "tool").poetry !== undefined;
    return project.project === undefined
        ? !isPoetry
        : textsOf(table(project, "project").dynamic).includes("optional-dependencies");
}

/** As uv decides it: what says what builds it, unless it says that it is none. */
function isPackage(project: Table, { directory, files }: LockFile): boolean {
    const said = table(table(project, "tool"), "uv").package;
    const backend = table(project, "build-system")["build-backend"];
    return typeof said === "boolean"
        ? said
        : /^poetry\./.test(String(backend))
          ? isPoetryPackage(project, directory, files)
          : project["build-system"] !== undefined;
}

/** What uv reads of the file: without what is of no concern to an installation, and without local projects. */
function manifestText(project: Table, { args }: LockFile, local: string[]): string {
    const declared = table(project, "project");
    const {
        workspace,
        "dev-dependencies": _,
        "build-backend": __,
        sources,
        ...settings
    } = table(table(project, "tool"), "uv");
    const fromIndexes = (list: unknown) => textsOf(list).filter((one) => !local.includes(edgeOf(one).name));
    const optional = Object.entries(table(declared, "optional-dependencies")).filter(([name]) =>
        isAmong(args.extras ?? [], name),
    );
    const groups = (args.groups ?? []).map((group): [string, string[]] => [
        group,
        fromIndexes(groupSpecifiers(project, group)),
    ]);
    const others = Object.entries(table({ sources }, "sources")).filter(
        ([name]) => !local.includes(normalizedName(name)),
    );
    const requires = declared["requires-python"];
    const uv = { ...settings, ...(others.length > 0 ? { sources: Object.fromEntries(others) } : {}) };
    const manifest = {
        project: {
            name: typeof declared.name === "string" ? declared.name : "project",
            version: "0",
            ...(typeof requires === "string" ? { "requires-python": requires } : {}),
            dependencies: fromIndexes(declared.dependencies),
            "optional-dependencies": Object.fromEntries(optional.map(([name, list]) => [name, fromIndexes(list)])),
        },
        "dependency-groups": Object.fromEntries(groups),
        ...(Object.keys(uv).length > 0 ? { tool: { uv } } : {}),
    };
    return `${stringify(manifest)}\n`;
}

function isAmong(chosen: string[], name: string): boolean {
    return chosen.map(normalizedName).includes(normalizedName(name));
}
