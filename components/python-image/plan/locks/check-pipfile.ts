import * as path from "node:path/posix";
import { judge } from "../markers/judge";
import type { LockFile } from "./lock-file";
import type { PipfileRequirement } from "./pipfile-requirements";

/** What Pipenv may leave out of a lock file: it comes with each environment. */
const leftOut = ["distribute", "pip", "pkg-resources", "setuptools", "wheel"];

/** Notes requirements that a Pipfile got after it was locked: they would be missing in the image. */
export function checkPipfile(file: LockFile, asked: PipfileRequirement[], locked: string[]): void {
    const missing = asked
        .filter(({ isElsewhere, marker }) => !isElsewhere && judge(marker, file.environment) === true)
        .map(({ name }) => name)
        .filter((name) => !locked.includes(name) && !leftOut.includes(name));
    if (missing.length > 0) {
        const expected = `a lock file that fits ${path.join(file.directory, "Pipfile")}`;
        const got = { phrase: `${file.path} without ${[...new Set(missing)].join(", ")}` };
        file.problems.add("requirements", expected, got, "Run `pipenv lock`.", "PI1216");
    }
}
