import type Docker from "dockerode";

/** What takes an engine's disk, in bytes. */
export interface DiskUse {
    images: number;
    /** Of images that no container runs and no tag names. */
    dangling: number;
    buildCache: number;
    /** Of the cache, what no build uses. */
    unusedCache: number;
    containers: number;
    volumes: number;
}

/** The part of the engine's answer that is read here. */
export interface DiskAnswer {
    LayersSize?: number;
    Images?: { RepoTags?: string[] | null; Size?: number; SharedSize?: number; Containers?: number }[] | null;
    BuildCache?: { Size?: number; InUse?: boolean; Shared?: boolean }[] | null;
    Containers?: { SizeRw?: number }[] | null;
    Volumes?: { UsageData?: { Size?: number } | null }[] | null;
}

/** Asks an engine what takes its disk, as `docker system df` does. */
export async function readDiskUse(docker: Docker): Promise<DiskUse> {
    return diskUseOf((await docker.df()) as DiskAnswer);
}

/** Sums up an engine's answer. Records of the cache that are shared are counted with the images. */
export function diskUseOf({ LayersSize, Images, BuildCache, Containers, Volumes }: DiskAnswer): DiskUse {
    const cache = (BuildCache ?? []).filter(({ Shared }) => !Shared);
    const dangling = (Images ?? []).filter(({ RepoTags, Containers: used }) => isUntagged(RepoTags) && !used);
    return {
        images: LayersSize ?? 0,
        dangling: sum(dangling.map(({ Size = 0, SharedSize = 0 }) => Size - Math.max(SharedSize, 0))),
        buildCache: sum(cache.map(({ Size }) => Size)),
        unusedCache: sum(cache.filter(({ InUse }) => !InUse).map(({ Size }) => Size)),
        containers: sum((Containers ?? []).map(({ SizeRw }) => SizeRw)),
        volumes: sum((Volumes ?? []).map(({ UsageData }) => UsageData?.Size)),
    };
}

function isUntagged(tags: string[] | null | undefined): boolean {
    return (tags ?? []).every((tag) => tag === "<none>:<none>");
}

/** The engine gives -1 for what it does not know. */
function sum(sizes: (number | undefined)[]): number {
    return sizes.reduce<number>((all, size) => all + Math.max(size ?? 0, 0), 0);
}
