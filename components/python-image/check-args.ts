import * as pulumi from "@pulumi/pulumi";
import { catalogue, withAddress } from "../errors/address";
import { canWriteZstd } from "../publish/layer/zstd";
import { repositoryProblem, tagProblem } from "../registry/reference";
import type { PythonImageArgs } from "./args";
import { checkLinks } from "./context/check-links";
import { diskFiles } from "./context/disk-files";
import type { BuildPlan } from "./plan/build-plan";
import { checkPlatforms, PLATFORM } from "./plan/check-platforms";
import { isLate, wellShaped } from "./plan/check-shapes";
import { checkCompressor } from "./plan/compression";
import { indexUrlProblem } from "./plan/index-url";
import { Problems } from "./plan/problem";
import { resolvePlan } from "./plan/resolve-plan";

/**
 * The plan of a component, if its arguments have no mistake.
 *
 * @throws pulumi.RunError that names all mistakes at once
 */
export function checkArgs(name: string, args: PythonImageArgs): BuildPlan {
    const problems = new Problems();
    const plan = planOf(args, problems);
    refuse(`PythonImage "${name}"`, problems);
    return plan;
}

/**
 * Does nothing if there are no mistakes.
 *
 * @throws pulumi.RunError that names all mistakes at once
 */
export function refuse(component: string, { all: [first, ...others] }: Problems): void {
    if (first !== undefined) {
        const list = [first, ...others].map(({ message, code }) => `  - ${message} (${code})`);
        throw new pulumi.RunError(
            others.length === 0
                ? withAddress(`${component}: ${first.message}`, first.code)
                : `${component}:\n${list.join("\n")}\n${catalogue} tells more of each.`,
        );
    }
}

/** The plan that the arguments make; their mistakes go to `problems`. */
export function planOf(given: PythonImageArgs, problems: Problems): BuildPlan {
    const args = wellShaped(given, problems);
    if (args.repository === undefined || args.repository === null) {
        problems.add("repository", "a repository", { phrase: "none" }, 'Name one, such as "ghcr.io/team/api".');
    } else if (typeof args.repository === "string") {
        problems.take(repositoryProblem(args.repository));
    } else if (!isLate(args.repository)) {
        problems.add(
            "repository",
            "a string",
            { phrase: `a ${typeof args.repository}` },
            'Give one: "ghcr.io/team/api".',
        );
    }
    if (typeof args.tag === "string") {
        problems.take(tagProblem(args.tag));
    }
    for (const [place, other] of (args.reuseFrom ?? []).entries()) {
        problems.take(typeof other === "string" ? repositoryProblem(other, `reuseFrom[${place}]`) : undefined);
    }
    checkBudget(args, problems);
    checkIndex(args, problems);
    checkPlatforms(args, problems);
    const plan = resolvePlan({ ...args, ...firstPlatform(args) }, diskFiles, problems);
    if (problems.all.length === 0) {
        checkLinks(plan, problems);
    }
    if (args.push !== false) {
        const runtime = { version: process.versions.node, canWriteZstd: canWriteZstd() };
        checkCompressor(plan.compression, runtime, problems);
    }
    return plan;
}

/** The platform that speaks for all of them, if there are several. */
function firstPlatform({ platform, platforms: [first] = [] }: PythonImageArgs): { platform?: string } {
    return platform !== undefined || first === undefined || !PLATFORM.test(first) ? {} : { platform: first };
}

function checkBudget({ sizeBudget, push }: PythonImageArgs, problems: Problems): void {
    for (const [limit, value] of Object.entries(sizeBudget ?? {})) {
        if (value === undefined) {
            continue;
        }
        if (typeof value !== "number" || !(value >= 0)) {
            const remedy = limit.endsWith("Bytes")
                ? "Write 80e6 for 80 MB; leave it out for no limit."
                : "Leave it out for no limit.";
            problems.add(`sizeBudget.${limit}`, "a number of at least 0", value, remedy);
        }
        if (push === false && limit !== "unpackedBytes") {
            const remedy = "An image that is not pushed has no compressed size: give `unpackedBytes`.";
            problems.add(`sizeBudget.${limit}`, "no such limit with `push: false`", value, remedy);
        }
    }
}

function checkIndex({ index }: PythonImageArgs, problems: Problems): void {
    if ((index?.username === undefined) !== (index?.password === undefined)) {
        const got = { phrase: `only ${index?.username === undefined ? "a password" : "a user name"}` };
        problems.add("index", "`username` and `password` together", got, "Give both, or neither.");
    }
    if (index?.username !== undefined && index.url === undefined) {
        problems.add(
            "index",
            "`url` beside the login",
            { phrase: "none" },
            "The login goes to the host of `url` alone.",
        );
    }
    const extra = (index?.extraUrls ?? []).map((url, place) => [`index.extraUrls[${place}]`, url] as const);
    for (const [where, url] of [["index.url", index?.url] as const, ...extra]) {
        problems.take(typeof url === "string" ? indexUrlProblem(where, url) : undefined);
    }
}
