import { connectEngine } from "../../engine/connect";
import { inTime } from "../../engine/in-time";
import { RegistryClient } from "../../registry/client";
import { isDigest } from "../../registry/content";
import { type ImageName, parseImageName } from "../../registry/image-name";
import { DEFAULT_PATIENCE } from "../../registry/patience";
import { loginHost } from "../../registry/reference";
import { storedLogin } from "../../registry/stored-login";
import { tagDigest } from "../../registry/tag-digest";
import type { KnownLogin } from "../registry-access";

/** A base image, as it is at one time. */
export interface BaseIdentity {
    /** Its reference, as it was given. */
    name: string;
    /**
     * Digest of the manifest or index that the reference names; the id of the engine's image where no registry knows it.
     * Empty if neither could tell.
     */
    digest: string;
    /** What a build takes it by: with its digest where a registry has it. */
    reference: string;
}

/** Bases by the build argument that names each. */
export type Bases = { [argument: string]: BaseIdentity };

/** What bases are now, or were when the stack deployed last where neither a registry nor the engine tells. */
export function withKnown(now: Bases, deployed: Bases): Bases {
    const known = Object.entries(now).map(([argument, base]) => {
        const then = Object.values(deployed).find(({ name }) => name === base.name);
        return [argument, base.digest === "" && then !== undefined ? then : base];
    });
    return Object.fromEntries(known);
}

/** The digest of each base, in the order of the build arguments. */
export function digestsOf(bases: Bases): [argument: string, digest: string][] {
    return Object.entries(bases)
        .map(([argument, { digest }]): [string, string] => [argument, digest])
        .sort(([one], [other]) => (one < other ? -1 : 1));
}

/** Where bases are looked for. */
export interface BaseSources {
    engineHost: string | undefined;
    /** A login, for a base on its server. */
    login: KnownLogin | undefined;
}

/** One try, so that a registry that is slow or limits requests costs a few seconds at most. */
const haste = { ...DEFAULT_PATIENCE, attempts: 1, silenceMs: 3000, attemptMs: 3000 };
/** Milliseconds after which a registry or an engine is not waited for. */
const mostMs = 4000;
/** Milliseconds for which an answer serves the other images of a program. */
const freshMs = 30_000;

const asked = new Map<string, { until: number; answer: Promise<BaseIdentity> }>();

/**
 * Finds out what a base is now: from its registry, else from the engine. Never fails: what is found nowhere has no digest,
 * and the build tells of it.
 */
export function identifyBase(name: string, sources: BaseSources): Promise<BaseIdentity> {
    const key = JSON.stringify([name, sources.engineHost, sources.login?.server, sources.login?.username]);
    const known = asked.get(key);
    if (known !== undefined && known.until > Date.now()) {
        return known.answer;
    }
    const answer = identify(name, sources);
    asked.set(key, { until: Date.now() + freshMs, answer });
    return answer;
}

async function identify(name: string, sources: BaseSources): Promise<BaseIdentity> {
    const parsed = understood(name);
    if (parsed === undefined) {
        return { name, digest: "", reference: name };
    }
    if (parsed.digest !== undefined) {
        return { name, digest: parsed.digest, reference: name };
    }
    const pushed = await inTime(digestInRegistry(parsed, sources.login), mostMs);
    if (pushed !== undefined) {
        return { name, digest: pushed, reference: `${name}@${pushed}` };
    }
    return (
        (await inTime(identityInEngine(name, parsed, sources.engineHost), mostMs)) ?? {
            name,
            digest: "",
            reference: name,
        }
    );
}

/** Undefined for what is no reference at all: the engine says so. */
function understood(name: string): ImageName | undefined {
    try {
        return parseImageName(name);
    } catch {
        return undefined;
    }
}

async function digestInRegistry(
    { repository, tag }: ImageName,
    login: KnownLogin | undefined,
): Promise<string | undefined> {
    const given = login !== undefined && loginHost(login.server) === repository.host ? login : undefined;
    const client = new RegistryClient(repository, given ?? (await storedLogin(repository.host)), haste);
    return tagDigest(client, tag);
}

async function identityInEngine(
    name: string,
    { repository }: ImageName,
    engineHost: string | undefined,
): Promise<BaseIdentity> {
    const { Id: id, RepoDigests: digests } = await connectEngine(engineHost).getImage(name).inspect();
    const pulled = (digests ?? []).map((one) => one.split("@") as [string, string]);
    const own = pulled.find(([from, digest]) => isDigest(digest ?? "") && isSame(from, repository.name));
    return own === undefined
        ? { name, digest: id, reference: name }
        : { name, digest: own[1], reference: `${name}@${own[1]}` };
}

function isSame(from: string, name: string): boolean {
    return understood(from)?.repository.name === name;
}
