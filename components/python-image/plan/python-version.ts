import * as path from "node:path/posix";
import type { ImageShape } from "../args";
import { releaseFitsAll, releaseOf } from "./markers/python-release";
import { Problems } from "./problem";
import type { ProjectFiles } from "./project-files";
import { readToml, type Table, table } from "./tables";

/** What is taken where nothing speaks against it, then the nearest newer ones, then older ones. */
const versions = ["3.13", "3.14", "3.15", "3.12", "3.11", "3.10", "3.9", "3.8"];

/**
 * The version of Python for a project that lies beside `requirements`, or in `source`: of its `.python-version`, as far as its
 * `requires-python` admits that, else the first that this admits.
 */
export function followedPythonVersion(args: ImageShape, files: ProjectFiles): string {
    const directories = [args.requirements === undefined ? "." : path.dirname(args.requirements), args.source ?? "."];
    const accepted = acceptedBy(directories[0] as string, files);
    const pinned = directories.map((directory) => pinnedIn(directory, files));
    return (
        [...pinned, ...versions].find((one) => one !== undefined && admits(accepted, one)) ?? (versions[0] as string)
    );
}

/** Files by which a project is installed, with what it says of its Python; beside other requirements it is another matter. */
const projectFiles = ["pyproject.toml", "uv.lock", "poetry.lock"];

/** Notes a version that the project to install does not admit: not all installers ask. */
export function checkPythonVersion(args: ImageShape, files: ProjectFiles, problems: Problems): void {
    const { pythonVersion, requirements = "" } = args;
    if (
        pythonVersion === undefined ||
        args.builderImage !== undefined ||
        !projectFiles.includes(path.basename(requirements))
    ) {
        return;
    }
    const accepted = acceptedBy(path.dirname(requirements), files);
    if (!admits(accepted, pythonVersion)) {
        const expected = `one that the project beside ${requirements} accepts (${accepted.join(" or ")})`;
        const remedy = "Leave it out, and one that the project accepts is taken; or change what the project accepts.";
        problems.add("pythonVersion", expected, pythonVersion, remedy, "PI2011");
    }
}

/** Whether one of the alternatives that a project accepts may hold for a version; whatever it is where there are none. */
function admits(accepted: string[], version: string): boolean {
    const release = releaseOf(version) ?? [];
    return accepted.length === 0 || accepted.some((one) => releaseFitsAll(release, one) !== false);
}

/** What a `.python-version` names first, without its patch: official images of old patches are not kept up. */
function pinnedIn(directory: string, files: ProjectFiles): string | undefined {
    const file = path.join(directory, ".python-version");
    const lines = files.kind(file) === "file" ? files.text(file).split(/\r?\n/) : [];
    const named = lines.map((line) => line.replace(/#.*/, "").trim()).find((line) => line !== "");
    return /^(?:cpython[-@])?(3\.\d+)(?:\.\d+)?(?:-.*)?$/.exec(named ?? "")?.[1];
}

/** Alternatives of specifiers that the project accepts, of which one has to fit; none where it does not say. */
function acceptedBy(directory: string, files: ProjectFiles): string[] {
    const [manifest, lock, pipfile] = ["pyproject.toml", "uv.lock", "Pipfile"].map((name) =>
        path.join(directory, name),
    ) as [string, string, string];
    const project = read(manifest, files);
    // A workspace's root need not be a project: the lock has what all members accept.
    const locked = files.kind(lock) === "file" ? /^requires-python = "(.*)"$/m.exec(files.text(lock))?.[1] : undefined;
    const declared = table(project, "project")["requires-python"] ?? locked;
    if (typeof declared === "string") {
        return [declared];
    }
    const poetry = table(table(table(project, "tool"), "poetry"), "dependencies").python;
    if (typeof poetry === "string") {
        return poetry.split("||").map(ofPoetry);
    }
    const pipenv = table(read(pipfile, files), "requires");
    const named = pipenv.python_version ?? pipenv.python_full_version;
    return typeof named === "string" ? [`==${/^\d+\.\d+/.exec(named)?.[0] ?? "3"}.*`] : [];
}

/** A mistake in the file is told where it is read for its requirements. */
function read(file: string, files: ProjectFiles): Table {
    return files.kind(file) === "file" ? readToml(file, files, new Problems()) : {};
}

/** Poetry's `^3.11`, `~3.11`, `3.11.*` and `3.11` as specifiers. */
function ofPoetry(constraint: string): string {
    const each = constraint.split(",").map((one) => {
        const [, sign = "", version = ""] = /^\s*([~^]?)=?\s*(\d[\d.]*)(?:\.\*)?\s*$/.exec(one) ?? [];
        const parts = version.split(".");
        return version === ""
            ? one
            : sign === "^"
              ? `>=${version},<${Number(parts[0]) + 1}`
              : `>=${version},==${parts.slice(0, 2).join(".")}.*`;
    });
    return each.join(",");
}
