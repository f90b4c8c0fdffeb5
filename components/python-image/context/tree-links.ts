import * as fs from "node:fs";
import * as path from "node:path";

/** What a symbolic link of a tree leads to. */
export type LinkTarget =
    /** Something in the tree: `target` is relative to the link. */
    | { kind: "inside"; target: string }
    /** Something elsewhere that is taken along. */
    | { kind: "taken"; from: string; isDirectory: boolean }
    /** Something elsewhere: `target` is what stands in the link. */
    | { kind: "outside"; target: string };

/** What every container has of its own. */
const ofContainers = /^\/(dev|proc|sys)(\/|$)/;

/** Tells of the links of one tree whether they stay in it. */
export class TreeLinks {
    /** Directories that are part of the tree, by where they really lie: the tree itself, and what is taken along. */
    readonly #places: Map<string, string>;

    constructor(
        private readonly root: string,
        private readonly mayTake: string[],
    ) {
        this.#places = new Map([[fs.realpathSync(root), ""]]);
    }

    /** `relative` is the link's path in the tree, `place` where it lies. */
    lookUp(relative: string, place: string): LinkTarget {
        const written = fs.readlinkSync(place);
        const isTaken = place !== path.join(this.root, relative);
        const reached = path.normalize(path.join(path.dirname(relative), written));
        const staysInside = !path.isAbsolute(written) && reached !== ".." && !reached.startsWith("../");
        if ((staysInside && !isTaken) || ofContainers.test(written)) {
            return { kind: "inside", target: written };
        }
        const real = realPath(path.resolve(path.dirname(place), written));
        if (real === undefined) {
            return { kind: staysInside ? "inside" : "outside", target: written };
        }
        const known = this.#placeOf(real);
        if (known !== undefined) {
            return { kind: "inside", target: path.relative(path.dirname(`/${relative}`), `/${known}`) || "." };
        }
        if (!this.mayTake.some((one) => isWithin(realPath(one), real))) {
            return { kind: "outside", target: written };
        }
        const isDirectory = fs.statSync(real).isDirectory();
        if (isDirectory) {
            // A second link to it, or one in it that leads back, is a link to here.
            this.#places.set(real, relative);
        }
        return { kind: "taken", from: real, isDirectory };
    }

    #placeOf(real: string): string | undefined {
        const found = [...this.#places].find(([directory]) => isWithin(directory, real));
        return found === undefined ? undefined : path.join(found[1], path.relative(found[0], real));
    }
}

function isWithin(directory: string | undefined, place: string): boolean {
    return directory !== undefined && (place === directory || place.startsWith(`${directory}/`));
}

/** Undefined where nothing is, and of links that lead round in a ring. */
function realPath(place: string): string | undefined {
    try {
        return fs.realpathSync(place);
    } catch {
        return undefined;
    }
}
