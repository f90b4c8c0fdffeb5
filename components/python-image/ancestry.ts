import type * as pulumi from "@pulumi/pulumi";
import { knownValue } from "./known-output";

/** What the SDK keeps of every resource that the program itself made; not part of its declared types. */
interface Known {
    __name?: string | undefined;
    __pulumiType?: string | undefined;
    __parentResource?: Known;
}

const stackType = "pulumi:pulumi:Stack";

/** Of parents that another program made, of which the SDK keeps nothing but the URN. */
const foreign = new WeakMap<pulumi.Resource, Known>();

/**
 * Makes known what stands above a component that another program declares: the types of all in one, and a name, are in the
 * URN of its parent. To be awaited before the component is made.
 */
export async function learnAncestry(parent: pulumi.Resource | undefined): Promise<void> {
    if (parent !== undefined) {
        const [, , types, name] = (await knownValue(parent.urn)).split("::");
        foreign.set(parent, { __pulumiType: types, __name: name });
    }
}

/** The resources above a component, from the outermost; without the stack itself. */
function ancestors(parent: pulumi.Resource | undefined): Known[] {
    const chain: Known[] = [];
    const first = parent && (foreign.get(parent) ?? (parent as Known));
    for (let at = first; at !== undefined; at = at.__parentResource) {
        if (at.__name !== undefined && at.__pulumiType !== stackType) {
            chain.unshift(at);
        }
    }
    return chain;
}

/**
 * A name that no other component of the program has: its own, after those of its parents. Two components of one name
 * can only stand under different parents.
 */
export function uniqueName(name: string, parent: pulumi.Resource | undefined): string {
    const above = ancestors(parent).map((one) => `${one.__pulumiType?.replace(/[:/]/g, ".")}-${one.__name}`);
    return [...above, name].join(".");
}

/** The part of a component's URN behind `urn:pulumi:<stack>::<project>::`. */
export function urnEnd(type: string, name: string, parent: pulumi.Resource | undefined): string {
    const types = [...ancestors(parent).map((one) => one.__pulumiType), type];
    return `${types.join("$")}::${name}`;
}
