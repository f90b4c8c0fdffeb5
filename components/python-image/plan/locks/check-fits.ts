import * as path from "node:path/posix";
import { normalizedName } from "../requirements-file";
import { packagesOf, readToml, table } from "../tables";
import type { LockFile } from "./lock-file";
import { requestedBy } from "./requested-by";
import { localDirectory } from "./uv-lock";
import type { UvSelection } from "./uv-selection";

/** Notes dependencies that a project got after it was locked: they would be missing in the image. */
export function checkFits(file: LockFile, { reached }: UvSelection): void {
    for (const one of reached.keys()) {
        const directory = localDirectory(one);
        const required = packagesOf(table(one.entry, "metadata"), "requires-dist");
        const manifest = path.join(file.directory, directory ?? "", "pyproject.toml");
        if (directory === undefined || required.length === 0 || file.files.kind(manifest) !== "file") {
            continue;
        }
        const locked = required.map(({ name }) => normalizedName(String(name)));
        const project = readToml(manifest, file.files, file.problems);
        const missing = requestedBy(project, file.environment).filter((name) => !locked.includes(name));
        if (missing.length > 0) {
            const got = { phrase: `${file.path} without ${missing.join(", ")}` };
            file.problems.add("requirements", `a lock file that fits ${manifest}`, got, "Run `uv lock`.", "PI1216");
        }
    }
}
