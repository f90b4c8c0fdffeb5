/** What was measured of one peer. */
export interface Measurement {
    peer: string;
    /** What a cold pull moves. */
    compressedBytes: number;
    /** The layers as tar streams. */
    unpackedBytes: number;
    /** Times of building and pushing; undefined for the bound. */
    build: BuildTimes | undefined;
    /** Medians of fresh containers. */
    container: ContainerTimes;
}

/** Times of building and pushing, in seconds. */
export interface BuildTimes {
    /** With empty caches, to an empty registry. */
    cold: number;
    /** Again, with nothing changed. */
    unchanged: number;
    /** After an edit of one file of the application. */
    edit: number;
    /** After an edit of one file, on an engine with nothing in it but base images: a fresh runner. */
    fresh: number;
    /** What the edit pushed: configuration and new layers, compressed, in bytes. */
    editPushedBytes: number;
}

/** Times of fresh containers from `docker run` to their end, in seconds. */
export interface ContainerTimes {
    /** Python starts and does nothing. */
    start: number;
    /** Python imports the six requirements. */
    imports: number;
}

/** Runs something and says how long it took, in seconds. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
    const start = performance.now();
    await work();
    return (performance.now() - start) / 1000;
}

/** The middle one of some numbers; of an even count, the higher of the two. */
export function median(numbers: number[]): number {
    const sorted = [...numbers].sort((one, other) => one - other);
    const middle = sorted[Math.floor(sorted.length / 2)];
    if (middle === undefined) {
        throw new Error("median: expected at least one number, got none");
    }
    return middle;
}
