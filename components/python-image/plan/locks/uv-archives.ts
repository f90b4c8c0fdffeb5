import * as path from "node:path/posix";
import { packagesOf, table } from "../tables";
import type { LaidProject } from "./laid-out";
import type { LockFile } from "./lock-file";
import type { LockedPackage } from "./locked-package";

/** The archives beside a `uv.lock` that it takes packages from: by their own paths, or from a directory that is an index. */
export function uvArchives({ directory, files, problems }: LockFile, reached: LockedPackage[]): LaidProject[] {
    return reached.flatMap(({ name, entry }) => {
        const { path: own, registry } = table(entry, "source");
        const isFolder = typeof registry === "string" && !/^[a-z+]+:\/\//i.test(registry);
        const listed = [...packagesOf(entry, "wheels"), table(entry, "sdist")].flatMap((one) =>
            isFolder && typeof one.path === "string" ? [path.join(registry, one.path)] : [],
        );
        return [...(typeof own === "string" ? [own] : []), ...listed].flatMap((archive) => {
            const from = path.isAbsolute(archive) ? archive : path.join(directory, archive);
            // Of an index some archives are enough; uv tells if the one that it wants is missing.
            if (files.kind(from) !== "file" && !isFolder) {
                const got = { phrase: `${from}, which does not exist` };
                const remedy = "Put it there, or run `uv lock` without it.";
                problems.add(`requirements (${name})`, "the archive that the lock file names", got, remedy);
            }
            return files.kind(from) === "file" ? [{ from }] : [];
        });
    });
}
