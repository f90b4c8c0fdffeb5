import type { ImageShape } from "../../args";
import type { MarkerEnvironment } from "../markers/environment";
import type { Problems } from "../problem";
import type { ProjectFiles } from "../project-files";

/** A lock file that is there, and what it is read with. */
export interface LockFile {
    /** Normalised path relative to the program. */
    path: string;
    /** The directory that it lies in. */
    directory: string;
    args: ImageShape;
    environment: MarkerEnvironment;
    files: ProjectFiles;
    problems: Problems;
}
