import * as pulumi from "@pulumi/pulumi";
import type { PublishedLayer } from "../publish/order";
import type { ImageSize } from "../registry/image-size";
import { urnEnd } from "./ancestry";
import type { Bases } from "./flow/base-identity";
import type { BaseImage, InstalledPackage } from "./outputs/image-facts";

/** What the stack keeps of the image that it deployed, beside the component's public outputs. */
export interface Deployed {
    /** The `contentHash` of that very image: an update that targets other resources leaves it behind the program's. */
    contentHash: string;
    /** Tag under which it was put. */
    tag: string;
    /** Bases that it was built from, by the build argument that names each. */
    bases: Bases;
    /** Hash of all that shapes the image but the application's code; empty where it is not known. */
    environmentHash: string;
    /** Its layers, as they are published. */
    layers: PublishedLayer[];
    /** Digest of the layer, as a tar stream, that holds the application's code alone; empty if there is none. */
    codeLayer: string;
    /** Id by which the engine that has built it knows it; empty if none has. */
    imageId: string;
    /** Compression of the layers, `gzip 6`. */
    compression: string;
    /** Whether it could be read back from its registry: some logins may only push. */
    readable: boolean;
}

/** What the stack registered for a component when it was deployed last. */
export interface LastDeployment {
    /** `repository@digest`, or the id of a local image. */
    ref: string;
    digest: string;
    /** How many times the image has vanished and was pushed again. */
    generation: number;
    size: ImageSize | undefined;
    packages: InstalledPackage[];
    warnings: string[];
    base: BaseImage | undefined;
    /** Whether it was in the registry already. */
    reused: boolean;
    /** Hash of all inputs of its image but for logins. */
    hashOfInputs: string | undefined;
    /** Undefined for a deployment of version 0.1. */
    deployed: Deployed | undefined;
    /** Whether the stack has a `docker.Image` for it. */
    hasImage: boolean;
    /** All outputs as they were registered. */
    outputs: { [name: string]: unknown };
}

/** Whether the image would be made just as it was, apart from logins. */
export function isAsLast(last: LastDeployment | undefined, hashOfInputs: string, generation: number): boolean {
    return last?.hashOfInputs === hashOfInputs && last.generation === generation;
}

/**
 * Reads the component's own last outputs from the stack's state, before this update changes them. Undefined if there
 * are none: a first deployment, or a test with mocks, whose answer may be anything at all.
 *
 * @param platform of one of several images of the component, if it has several
 */
export async function readLastDeployment(
    type: string,
    name: string,
    parent: pulumi.Resource | undefined,
    platform?: { name: string; imageName: string },
): Promise<LastDeployment | undefined> {
    try {
        const all = await stackOutputs();
        const end = `::${urnEnd(type, name, parent)}`;
        const outputsOf = (suffix: string) =>
            record(Object.entries(all).find(([urn]) => urn.endsWith(suffix))?.[1]).outputs;
        const imageName = platform?.imageName ?? name;
        const image = outputsOf(`${end.slice(0, end.lastIndexOf("::"))}$docker:index/image:Image::${imageName}`);
        const outputs = record(outputsOf(end));
        const own = platform === undefined ? outputs : record(record(outputs.platformDeployments)[platform.name]);
        return lastDeploymentOf(own, image !== undefined);
    } catch (error) {
        // Not every backend knows the stack before its first update, and mocks may refuse calls they do not expect.
        pulumi.log.debug(`python-image: no outputs of the last deployment of ${name}: ${error}`);
        return undefined;
    }
}

/** One answer serves all images of a program. */
const answers = new WeakMap<object, Promise<{ [urn: string]: unknown }>>();

function stackOutputs(): Promise<{ [urn: string]: unknown }> {
    const monitor = pulumi.runtime.getMonitor() as object | undefined;
    const known = monitor && answers.get(monitor);
    if (known !== undefined) {
        return known;
    }
    const stackName = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
    const answer = pulumi.runtime
        .invoke("pulumi:pulumi:readStackResourceOutputs", { stackName })
        .then((given) => record(record(given).outputs));
    if (monitor !== undefined) {
        answers.set(monitor, answer);
    }
    return answer;
}

function lastDeploymentOf(outputs: { [key: string]: unknown }, hasImage: boolean): LastDeployment | undefined {
    const { ref, digest, generation, size, packages, warnings, base, reused, hashOfInputs, deployed } = outputs;
    if (typeof ref !== "string" || typeof digest !== "string") {
        return undefined;
    }
    const isSize = typeof record(size).compressedBytes === "number" && Array.isArray(record(size).layers);
    return {
        ref,
        digest,
        generation: typeof generation === "number" ? generation : 0,
        size: isSize ? (size as ImageSize) : undefined,
        packages: Array.isArray(packages) ? packages : [],
        warnings: Array.isArray(warnings) ? warnings : [],
        base: typeof record(base).name === "string" ? (base as BaseImage) : undefined,
        reused: reused === true,
        hashOfInputs: typeof hashOfInputs === "string" ? hashOfInputs : undefined,
        deployed: typeof record(deployed).contentHash === "string" ? (deployed as Deployed) : undefined,
        hasImage,
        outputs,
    };
}

function record(value: unknown): { [key: string]: unknown } {
    return typeof value === "object" && value !== null ? (value as { [key: string]: unknown }) : {};
}
