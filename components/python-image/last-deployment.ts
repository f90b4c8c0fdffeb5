import * as pulumi from "@pulumi/pulumi";
import type { ImageSize } from "../registry/image-size";
import { urnEnd } from "./ancestry";

/** What the stack registered for a component when it was deployed last. */
export interface LastDeployment {
    /** `repository@digest`, or the id of a local image. */
    ref: string;
    digest: string;
    /** How many times the image has vanished and was pushed again. */
    generation: number;
    size: ImageSize | undefined;
    /** Hash of all inputs of its image but for logins. */
    hashOfInputs: string | undefined;
}

/** Whether the image would be made just as it was, apart from logins. */
export function isAsLast(last: LastDeployment | undefined, hashOfInputs: string, generation: number): boolean {
    return last?.hashOfInputs === hashOfInputs && last.generation === generation;
}

/**
 * Reads the component's own last outputs from the stack's state, before this update changes them. Undefined if there
 * are none: a first deployment, or a test with mocks, whose answer may be anything at all.
 */
export async function readLastDeployment(
    type: string,
    name: string,
    parent: pulumi.Resource | undefined,
): Promise<LastDeployment | undefined> {
    try {
        const stackName = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
        const answer = await pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", { stackName });
        const end = `::${urnEnd(type, name, parent)}`;
        const found = Object.entries(record(record(answer).outputs)).find(([urn]) => urn.endsWith(end));
        return lastDeploymentOf(record(record(found?.[1]).outputs));
    } catch (error) {
        // Not every backend knows the stack before its first update, and mocks may refuse calls they do not expect.
        pulumi.log.debug(`python-image: no outputs of the last deployment of ${name}: ${error}`);
        return undefined;
    }
}

function lastDeploymentOf(outputs: { [key: string]: unknown }): LastDeployment | undefined {
    const { ref, digest, generation, size, hashOfInputs } = outputs;
    if (typeof ref !== "string" || typeof digest !== "string") {
        return undefined;
    }
    const isSize = typeof record(size).compressedBytes === "number" && Array.isArray(record(size).layers);
    return {
        ref,
        digest,
        generation: typeof generation === "number" ? generation : 0,
        size: isSize ? (size as ImageSize) : undefined,
        hashOfInputs: typeof hashOfInputs === "string" ? hashOfInputs : undefined,
    };
}

function record(value: unknown): { [key: string]: unknown } {
    return typeof value === "object" && value !== null ? (value as { [key: string]: unknown }) : {};
}
