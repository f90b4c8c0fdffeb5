import type { Remote } from "../dependencies";
import { type Table, table } from "../tables";

const systems = ["git", "hg", "svn", "bzr"];

/**
 * Requirements that a lock file takes from version control, in any of its formats: `source = { git = "…" }` of uv,
 * `[package.source]` of Poetry, `[packages.vcs]` of pylock, `"git": "…"` of Pipenv. As addresses in pip's form.
 */
export function lockedRemotes(lock: Table): Remote[] {
    return [...listed(lock), ...named(lock)].flatMap(([name, one]) => {
        const places = [one, table(one, "source"), table(one, "vcs")];
        return places.flatMap(repositoryOf).map((url) => ({ where: `requirements (${name})`, url }));
    });
}

/**
 * The address of an entry of a `poetry.lock` that comes from a repository or as an archive from elsewhere than an index,
 * with the commit that was locked.
 */
export function addressOf(entry: Table): string | undefined {
    const source = table(entry, "source");
    const { type, url, resolved_reference: commit, subdirectory } = source;
    const below = typeof subdirectory === "string" ? `#subdirectory=${subdirectory}` : "";
    const repository = repositoryOf(source)[0];
    return repository === undefined
        ? type === "url"
            ? String(url)
            : undefined
        : `${repository}${typeof commit === "string" ? `@${commit}` : ""}${below}`;
}

/** Entries of uv.lock and poetry.lock (`package`), and of pylock.toml (`packages`). */
function listed(lock: Table): [string, Table][] {
    const lists = [lock.package, lock.packages].filter((list) => Array.isArray(list));
    return lists.flat().map((one) => [String(one?.name), one]);
}

/** Entries of Pipfile.lock: categories of entries by name. */
function named(lock: Table): [string, Table][] {
    const categories = Object.keys(lock).filter((key) => !key.startsWith("_") && !key.startsWith("package"));
    return categories.flatMap((category) => {
        const entries = table(lock, category);
        return Object.keys(entries).map((name): [string, Table] => [name, table(entries, name)]);
    });
}

function repositoryOf(place: Table): string[] {
    const typed = typeof place.type === "string" && systems.includes(place.type) ? [place.type, place.url] : undefined;
    const [system, url] = typed ?? systems.map((name) => [name, place[name]]).find(([, value]) => value) ?? [];
    return typeof url === "string" ? [`${system}+${url}`] : [];
}
