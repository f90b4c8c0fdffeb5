import * as path from "node:path/posix";
import type { ImageShape } from "../args";
import { releaseFitsAll, releaseOf } from "./markers/python-release";
import { poetryAlternatives } from "./poetry-constraint";
import { Problems } from "./problem";
import type { ProjectFiles } from "./project-files";
import { readToml, type Table, table } from "./tables";

/** What is taken where nothing speaks against it, then the nearest newer ones, then older ones. */
const versions = ["3.13", "3.14", "3.15", "3.12", "3.11", "3.10", "3.9"];

/** Versions to come, which are named to whoever accepts none of these. */
const newer = Array.from({ length: 10 }, (_, place) => `3.${place + 16}`);

/**
 * The version of Python for a project that lies beside `requirements`, or in `source`: of its `.python-version`, as far as its
 * `requires-python` admits that, else the first that this admits, or the patch that this names.
 */
export function followedPythonVersion(args: ImageShape, files: ProjectFiles): string {
    const directories = [args.requirements === undefined ? "." : path.dirname(args.requirements), args.source ?? "."];
    const accepted = acceptedBy(directories[0] as string, files);
    const pinned = directories.flatMap((directory) => pinnedIn(directory, files));
    const candidates = [...pinned, ...versions, ...namedPatches(accepted)];
    const first = (alternatives: string[]) => candidates.find((one) => admits(alternatives, one));
    return first(accepted) ?? first(accepted.map(asMeant)) ?? (versions[0] as string);
}

/** Files by which a project is installed, with what it says of its Python; beside other requirements it is another matter. */
const projectFiles = ["pyproject.toml", "uv.lock", "poetry.lock"];

/** Notes a version that the project to install does not admit, be it given or followed: not all installers ask. */
export function checkPythonVersion(args: ImageShape, files: ProjectFiles, problems: Problems): void {
    const { requirements = "", pythonVersion = followedPythonVersion(args, files) } = args;
    if (args.builderImage !== undefined || !projectFiles.includes(path.basename(requirements))) {
        return;
    }
    const accepted = demandedBy(path.dirname(requirements), files);
    if (!admits(accepted.map(asMeant), pythonVersion)) {
        const expected = `one that the project beside ${requirements} accepts (${accepted.join(" or ")})`;
        const [got, remedy] =
            args.pythonVersion === undefined
                ? [{ phrase: "none of 3.9 to 3.15" }, remedyOfNone(accepted)]
                : [pythonVersion, remedyOfGiven];
        problems.add("pythonVersion", expected, got, remedy, "PI2011");
    }
}

const remedyOfGiven = "Leave it out, and one that the project accepts is taken; or change what the project accepts.";

/** Newer versions can be given; what runs on older ones cannot be proven. */
function remedyOfNone(accepted: string[]): string {
    const one = newer.find((version) => admits(accepted, version));
    return one === undefined
        ? "Change what the project accepts."
        : `Give it, such as "${one}", or change what the project accepts.`;
}

/**
 * Whether one of the alternatives that a project accepts holds for a version, of which the image has the newest patch unless
 * it names one; whatever it is where there are none.
 */
function admits(accepted: string[], version: string): boolean {
    const release = releaseOf(version) ?? [];
    const installed = release.length === 2 ? [...release, Number.POSITIVE_INFINITY] : release;
    return accepted.length === 0 || accepted.some((one) => releaseFitsAll(installed, one) !== false);
}

/** `==3.11` and `<=3.11` with all patches of 3.11, as they are meant, although they say 3.11.0. */
function asMeant(specifiers: string): string {
    return specifiers.replace(/(===?|<=)\s*3\.(\d+)\s*(?=,|$)/g, (_, sign, minor) =>
        sign === "<=" ? `<3.${Number(minor) + 1}` : `==3.${minor}.*`,
    );
}

/** The patches that specifiers name, of versions that are known: the project may accept no other. */
function namedPatches(accepted: string[]): string[] {
    const named = accepted.flatMap((one) => [...one.matchAll(/(3\.\d+)\.\d+(?![\w.*])/g)]);
    return named.flatMap(([patch, minor]) => (versions.includes(minor as string) ? [patch] : []));
}

/**
 * What a `.python-version` names first: without its patch, as official images of old patches are not kept up, and with it for
 * a project that accepts no other.
 */
function pinnedIn(directory: string, files: ProjectFiles): string[] {
    const file = path.join(directory, ".python-version");
    const lines = files.kind(file) === "file" ? files.text(file).split(/\r?\n/) : [];
    const named = lines.map((line) => line.replace(/#.*/, "").trim()).find((line) => line !== "");
    const [, patch, minor] = /^(?:cpython[-@])?((3\.\d+)(?:\.\d+)?)(?:-.*)?$/.exec(named ?? "") ?? [];
    return patch === undefined || minor === undefined ? [] : [minor, patch];
}

/** Alternatives of specifiers that the project accepts, of which one has to fit; none where it does not say. */
function acceptedBy(directory: string, files: ProjectFiles): string[] {
    const demanded = demandedBy(directory, files);
    return demanded.length > 0 ? demanded : pipenvVersion(directory, files);
}

/** Those of them that installers insist on. */
function demandedBy(directory: string, files: ProjectFiles): string[] {
    const project = read(path.join(directory, "pyproject.toml"), files);
    const lock = path.join(directory, "uv.lock");
    // A workspace's root need not be a project: the lock has what all members accept.
    const locked = files.kind(lock) === "file" ? /^requires-python = "(.*)"$/m.exec(files.text(lock))?.[1] : undefined;
    const declared = table(project, "project")["requires-python"] ?? locked;
    if (typeof declared === "string") {
        return [declared];
    }
    const poetry = table(table(table(project, "tool"), "poetry"), "dependencies").python;
    return typeof poetry === "string" ? poetryAlternatives(poetry) : [];
}

/** The version that a Pipfile names; Pipenv warns of another one, and takes it. */
function pipenvVersion(directory: string, files: ProjectFiles): string[] {
    const pipenv = table(read(path.join(directory, "Pipfile"), files), "requires");
    const named = pipenv.python_version ?? pipenv.python_full_version;
    return typeof named === "string" ? [`==${/^\d+\.\d+/.exec(named)?.[0] ?? "3"}.*`] : [];
}

/** A mistake in the file is told where it is read for its requirements. */
function read(file: string, files: ProjectFiles): Table {
    return files.kind(file) === "file" ? readToml(file, files, new Problems()) : {};
}
