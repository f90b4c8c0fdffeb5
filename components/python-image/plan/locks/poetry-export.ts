import type { Dependencies } from "../dependencies";
import { packagesOf, type Table, table } from "../tables";
import type { LockFile } from "./lock-file";
import type { LockedPackage } from "./locked-package";
import { addressOf } from "./locked-remotes";
import { lockedMarker } from "./poetry-lock";

/** A requirements file that holds locked packages and all that they need, and how it is installed. */
export interface Exported {
    text: string;
    how: Pick<Dependencies, "hashed" | "isResolved" | "packages">;
}

/** Locked packages of a `poetry.lock` as a requirements file with their hashes. */
export function exportedText(file: LockFile, packages: LockedPackage[], lock: Table): Exported {
    const environment = { ...file.environment, extra: () => true };
    const listed = packages.flatMap((one) => {
        const marker = lockedMarker(one, environment);
        return marker === false ? [] : [{ one, suffix: typeof marker === "string" ? ` ; ${marker}` : "" }];
    });
    checkOneOfEach(
        file,
        listed.filter(({ suffix }) => suffix === "").map(({ one }) => one),
    );
    const addresses = listed.filter(({ one }) => addressOf(one.entry) !== undefined);
    const others = listed.filter((one) => !addresses.includes(one));
    const lines = others.map(({ one, suffix }) =>
        [`${one.name}==${one.entry.version}${suffix}`, ...hashes(one, lock)].join(" \\\n    "),
    );
    const indexes = others.flatMap(({ one }) => {
        const { type, url } = table(one.entry, "source");
        return type === "legacy" && !/^https:\/\/pypi\.org\//.test(String(url)) ? [`--extra-index-url ${url}`] : [];
    });
    return {
        text: [...new Set(indexes), ...lines, ""].join("\n"),
        how: {
            // What has no hash is installed by itself.
            packages: addresses.map(({ one, suffix }) => `${one.name} @ ${addressOf(one.entry)}${suffix}`),
            hashed: others.some(({ one }) => hashes(one, lock).length > 0),
            isResolved: true,
        },
    };
}

/** Which of several versions is needed where, older versions of Poetry leave to whoever reads the lock file. */
function checkOneOfEach(file: LockFile, packages: LockedPackage[]): void {
    const names = packages.map(({ name }) => name);
    const several = [...new Set(names.filter((name, place) => names.indexOf(name) !== place))];
    if (several.length > 0) {
        const got = { phrase: `several of ${several.join(", ")}` };
        const remedy = "Lock it again with Poetry 2.1 or newer: `poetry lock`.";
        file.problems.add("requirements", `one version of each package for Python in ${file.path}`, got, remedy);
    }
}

/** The first versions of the format keep the hashes of all packages in one place. */
function hashes({ entry }: LockedPackage, lock: Table): string[] {
    const shared = table(table(lock, "metadata"), "files");
    const listed = [...packagesOf(entry, "files"), ...packagesOf(shared, String(entry.name))];
    return listed.flatMap(({ hash }) => (typeof hash === "string" ? [`--hash=${hash}`] : []));
}
