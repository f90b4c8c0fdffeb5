import type { PythonImageArgs } from "../args";
import type { Problems } from "./problem";

/** One `os/arch` that images can be built for. */
export const PLATFORM = /^linux\/[a-z0-9]+(\/v\d)?$/;

/** Checks `platforms`, and what goes with them. */
export function checkPlatforms(
    { platform, platforms, engines = {}, push }: Partial<PythonImageArgs>,
    problems: Problems,
): void {
    if (platforms === undefined) {
        if (Object.keys(engines).length > 0) {
            const remedy = "Name the platforms that they build for.";
            problems.add("engines", "`platforms` beside it", { phrase: "none" }, remedy);
        }
        return;
    }
    if (platform !== undefined) {
        problems.add("platform", "no `platform` beside `platforms`", platform, "Leave out one of them.");
    }
    if (push === false) {
        const remedy = "An engine keeps no index of images: give one `platform`.";
        problems.add("platforms", "no `platforms` with `push: false`", platforms, remedy);
    }
    if (platforms.length === 0) {
        problems.add("platforms", "at least one platform", [], 'Name some: ["linux/amd64", "linux/arm64"].');
    }
    for (const [place, one] of platforms.entries()) {
        const where = `platforms[${place}]`;
        if (!PLATFORM.test(one)) {
            problems.add(where, "one `linux/<architecture>`", one, 'Use "linux/amd64" or "linux/arm64".');
        } else if (platforms.indexOf(one) !== place) {
            problems.add(where, "each platform once", one, "Leave it out here.");
        }
    }
    for (const name of Object.keys(engines).filter((one) => !platforms.includes(one))) {
        const remedy = "Add it to `platforms`, or leave the engine out.";
        problems.add(`engines[${JSON.stringify(name)}]`, "one of `platforms`", { phrase: "another" }, remedy);
    }
}
