import type { Remote } from "./dependencies";
import type { Problems } from "./problem";

/** System packages that bring what fetches a repository, by the prefix of its address. */
const packagesOf: { [system: string]: string } = { git: "git", hg: "mercurial", svn: "subversion", bzr: "breezy" };

/** Notes requirements from version control, unless the builder is given the program that fetches them. */
export function checkRemotes(remotes: Remote[], buildPackages: string[], problems: Problems): void {
    const given = buildPackages.map((one) => one.replace(/[=~:].*$/, ""));
    for (const { where, url } of remotes) {
        const needed = packagesOf[/^(\w+)\+/.exec(url)?.[1] ?? (url.startsWith("git:") ? "git" : "")];
        if (needed !== undefined && !given.includes(needed)) {
            problems.add(
                where,
                "a release from a package index",
                { phrase: url },
                `The builder has no ${needed} to fetch it with: name a release, or add \`buildPackages: ["${needed}"]\`.`,
                "PI1203",
            );
        }
    }
}
