import { isLocal } from "../../engine/local";
import { CodedError, codeOf } from "../../errors/coded-error";
import { isLoginRefused } from "../../registry/error";
import { isPresent } from "../../registry/presence";
import { parseRepository } from "../../registry/reference";
import type { LastDeployment } from "../last-deployment";
import { openRepository } from "../registry-access";
import { checkPlace } from "./destination";
import { type ExistingImage, findImage, type Refusal } from "./existing-image";
import { contentTag } from "./identity";
import type { Wish } from "./wish";

/** What is done for a wish. */
export interface Decision {
    /** The last deployment, if it is what is wanted and still there. */
    kept: LastDeployment | undefined;
    /** Otherwise an image that a registry has, if there is one: it is deployed as it is. Else it has to be built. */
    found: ExistingImage | undefined;
    /** How many times the image had vanished. */
    generation: number;
    /** What a user should know of the reasons. */
    notes: string[];
}

/**
 * Decides, before anything is registered, whether the image has to be built: first by what the stack deployed last, then
 * by what the registry has.
 *
 * @param preview whether nothing will come of it: then a registry that does not answer is no failure
 * @throws RegistryError if a registry does not say what it has
 */
export async function decide(wish: Wish, last: LastDeployment | undefined, preview: boolean): Promise<Decision> {
    const generation = last?.generation ?? 0;
    const notes: string[] = [];
    let vanished = false;
    if (last !== undefined && holdsWish(last, wish)) {
        const present = await isStillThere(last, wish);
        if (present === true && (!wish.push || last.deployed?.tag === wish.tag)) {
            return { kept: last, found: undefined, generation, notes };
        }
        vanished = present === false;
    }
    if (wish.push) {
        checkPlace(wish.repository);
    }
    if (wish.push && wish.reuse) {
        const found = await lookAround(wish, notes, preview);
        if (found !== undefined) {
            return { kept: undefined, found, generation, notes };
        }
    }
    if (vanished) {
        notes.push(`${last?.ref} is gone: it is ${wish.push ? "pushed" : "built"} again.`);
    }
    return { kept: undefined, found: undefined, generation: vanished ? generation + 1 : generation, notes };
}

/** Whether the last deployment is what is wanted, if it is still where it was. */
function holdsWish({ ref, deployed }: LastDeployment, { contentHash, push, repository }: Wish): boolean {
    const isThere = push ? ref.startsWith(`${repository}@`) : !ref.includes("@");
    return isThere && deployed?.contentHash === contentHash;
}

/**
 * Whether the last deployment is still where it was; undefined where that cannot be told and need not be.
 *
 * @throws RegistryError if the registry does not say whether it has the image: that never counts as gone
 * @throws Error if the engine does not, for an image that is not pushed
 */
async function isStillThere(last: LastDeployment, wish: Wish): Promise<boolean | undefined> {
    if (!wish.push) {
        return isLocal(last.ref, wish.engineHost);
    }
    try {
        const client = await openRepository(wish.repository, wish.login, wish.insecure);
        return await isPresent(client, last.digest, wish.platform);
    } catch (error) {
        if (!isLoginRefused(error)) {
            throw error;
        }
        if (last.deployed?.readable === false) {
            // A login that may only push: it could not be read then either.
            return true;
        }
        if (!wish.reuse) {
            return undefined;
        }
        throw new CodedError(
            codeOf(error),
            `${(error as Error).message} If the repository is gone, or may only be pushed to, run one update with ` +
                "`reuse: false`: the image is then pushed without asking for the last one.",
        );
    }
}

/** Looks for the content under the tag that is wanted, under the one made from the content, and elsewhere. */
async function lookAround(wish: Wish, notes: string[], preview: boolean): Promise<ExistingImage | undefined> {
    const own = contentTag(wish.contentHash);
    for (const repository of new Set([wish.repository, ...wish.reuseFrom])) {
        const isDestination = repository === wish.repository;
        const tags = new Set(isDestination ? [wish.tag, own] : [own, wish.tag]);
        for (const tag of tags) {
            const found = await look(repository, tag, wish).catch((error) => {
                if (isDestination && !preview) {
                    throw error;
                }
                return { words: `cannot be read: ${(error as Error).message.replace(/\.$/, "")}` };
            });
            if (typeof found === "object" && "client" in found) {
                return found;
            }
            const note = noteOf(found, tag === own, isDestination);
            if (note !== undefined) {
                notes.push(`${repository}:${tag} ${note}`);
            }
            if (found === "unreadable") {
                if (isDestination && preview) {
                    notes.push(
                        `${repository} may not be read with this login: an update tells whether it may be pushed to.`,
                    );
                }
                break;
            }
        }
    }
    return undefined;
}

async function look(repository: string, tag: string, wish: Wish): Promise<ExistingImage | Refusal> {
    const isSameHost = parseRepository(repository).host === parseRepository(wish.repository).host;
    // What is said of one registry holds for no other.
    const insecure = isSameHost ? wish.insecure : undefined;
    return findImage(await openRepository(repository, wish.login, insecure), tag, wish);
}

/** What is said of a tag that is not taken. That one which moves names other content is no news. */
function noteOf(refusal: Refusal, isContentTag: boolean, isDestination: boolean): string | undefined {
    const what = isDestination ? "it is not reused, and built" : "it is not reused";
    if (refusal === "other content") {
        return isContentTag ? `has other content than its name says: ${what}.` : undefined;
    }
    if (refusal === "unreadable") {
        return isDestination ? undefined : `may not be read with this login: ${what}.`;
    }
    return refusal === "absent" ? undefined : `${refusal.words}: ${what}.`;
}
