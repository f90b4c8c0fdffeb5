import type Docker from "dockerode";

/** The outputs of the quickstart. */
export interface QuickstartOutputs {
    ref: string;
    digest: string;
    size: { compressedBytes: number; unpackedBytes: number };
}

/** A base image to compare with. */
export interface ComparedBase {
    name: string;
    standIn: boolean;
}

/** Bytes in the unit of `docker images`: a million bytes. */
export function megabytes(bytes: number): string {
    return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Lines that tell what was built, and how much larger it is than its base as the engine measures both. */
export async function outcomeLines(docker: Docker, outputs: QuickstartOutputs, base: ComparedBase): Promise<string[]> {
    const { ref, digest, size } = outputs;
    const lines = [
        `ref     ${ref}`,
        `digest  ${digest}`,
        `size    ${megabytes(size.compressedBytes)} compressed, ${megabytes(size.unpackedBytes)} unpacked`,
    ];
    const [own, basic] = await Promise.all([imageBytes(docker, ref), imageBytes(docker, base.name)]);
    if (own === undefined || basic === undefined) return lines;
    const baseName = base.standIn ? `${base.name} (a stand-in)` : base.name;
    const times = (own / basic).toFixed(2);
    return [
        ...lines,
        `        ${megabytes(own)} as docker images shows: ${megabytes(basic)} of ${baseName}, ` +
            `${megabytes(own - basic)} on top, ${times} times the base`,
    ];
}

/** The size that the engine gives for an image; undefined if it does not have it. */
async function imageBytes(docker: Docker, name: string): Promise<number | undefined> {
    try {
        return (await docker.getImage(name).inspect()).Size;
    } catch (error) {
        if ((error as { statusCode?: number }).statusCode === 404) return undefined;
        throw error;
    }
}
